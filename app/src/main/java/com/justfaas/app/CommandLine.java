package com.justfaas.app;

import com.justfaas.app.settings.Help;
import java.io.PrintStream;
import java.util.List;

/** The few words that the program takes. */
final class CommandLine {

    private static final String USAGE =
            "usage: java -jar faas-events.jar [--help | --version]; settings are environment variables";

    private CommandLine() {}

    /** Answers and ends the process, or returns when there is nothing to answer. */
    static void obey(List<String> words) {
        if (words.isEmpty()) {
            return;
        }
        switch (words.size() == 1 ? words.getFirst() : "") {
            case "--help", "-h" -> say(System.out, help(), ExitCodes.DONE);
            case "--version" -> say(System.out, "faas-events " + Version.current(), ExitCodes.DONE);
            default ->
                    say(
                            System.err,
                            "%s: not understood%n%s".formatted(String.join(" ", words), USAGE),
                            ExitCodes.MISTAKE);
        }
    }

    private static void say(PrintStream stream, String text, int exitCode) {
        stream.println(text);
        stream.flush();
        System.exit(exitCode);
    }

    private static String help() {
        return """
        FaaS Events %s: an operator and an event router for JustFaaS functions.

        usage: java -jar faas-events.jar [--help | --version]

        Settings are environment variables; a blank one counts as not set:

        %s
        The cluster is found as kubectl finds it (KUBECONFIG, ~/.kube/config), or by the
        service account of the pod."""
                .formatted(Version.current(), Help.text());
    }
}
