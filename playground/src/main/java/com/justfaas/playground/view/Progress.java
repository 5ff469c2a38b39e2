package com.justfaas.playground.view;

import java.time.Duration;

/** Shows what is up, with the time that it took from the start of the process. */
public final class Progress {

    private final Terminal terminal;
    private final long start = System.nanoTime();

    public Progress(Terminal terminal) {
        this.terminal = terminal;
    }

    public void up(String part, Object where) {
        terminal.line("  %-16s %-42s %5.1f s".formatted(part, where, seconds()));
    }

    /** Says something beside it. */
    public void note(String text) {
        terminal.line("    " + text);
    }

    /** Since this was made. */
    public double seconds() {
        return Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3;
    }
}
