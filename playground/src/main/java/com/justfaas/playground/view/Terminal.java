package com.justfaas.playground.view;

import java.io.Console;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;

/** Where the playground writes to, a line at a time; in colours if somebody sees them. */
public final class Terminal {

    private final PrintStream out;
    private final boolean colours;

    public Terminal(PrintStream out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    /** Standard output, with colours unless it is a file, or {@code NO_COLOR} is set. */
    public static Terminal standard(Map<String, String> environment) {
        boolean colours =
                Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
                        && environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Terminal(System.out, colours);
    }

    public synchronized void line(String text) {
        out.println(text);
        out.flush();
    }

    public String bold(String text) {
        return styled("1", text);
    }

    public String dim(String text) {
        return styled("2", text);
    }

    public String good(String text) {
        return styled("32", text);
    }

    public String bad(String text) {
        return styled("31", text);
    }

    private String styled(String code, String text) {
        return colours ? "\u001b[%sm%s\u001b[0m".formatted(code, text) : text;
    }
}
