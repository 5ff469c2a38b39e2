package com.justfaas.playground.box;

import com.justfaas.testkit.ChildProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a process ended, for people.
 *
 * @param exitCode 128 + the signal's number when a signal ended it
 * @param lastLines the end of its log
 */
record ProcessEnd(String name, long pid, int exitCode, Path log, List<String> lastLines) {

    private static final int LINES = 10;
    private static final int SIGNALS = 128;
    private static final Map<Integer, String> SIGNAL_NAMES =
            Map.of(2, "SIGINT", 6, "SIGABRT", 9, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");

    static ProcessEnd of(ChildProcess ended) {
        return new ProcessEnd(
                ended.name(),
                ended.pid(),
                ended.exitCode(),
                ended.logFile(),
                ended.lastLines(LINES));
    }

    /** One line. */
    String summary() {
        return "%s (process %d) %s".formatted(name, pid, how());
    }

    private String how() {
        if (exitCode <= SIGNALS) {
            return "ended with exit code " + exitCode;
        }
        int signal = exitCode - SIGNALS;
        return "was ended by signal %d%s"
                .formatted(
                        signal,
                        SIGNAL_NAMES.containsKey(signal)
                                ? " (%s)".formatted(SIGNAL_NAMES.get(signal))
                                : "");
    }

    /** The end of its log, indented. */
    String logExcerpt() {
        return lastLines.isEmpty()
                ? "  It printed nothing to %s.".formatted(log)
                : lastLines.stream()
                        .map(line -> "    " + line)
                        .collect(Collectors.joining("\n", "  The end of %s:%n".formatted(log), ""));
    }
}
