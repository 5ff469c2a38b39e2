package com.justfaas.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A signal that is sent by the shell's own kill. Java sends only TERM and KILL, and closes the
 * pipes to the process with either, so that the guard of a {@link ChildProcess} would end it before
 * it could end in order.
 */
enum Signal {
    TERM,
    STOP,
    CONT;

    /** Whether there was a process of ours to send it to. */
    boolean send(long pid) {
        try {
            return new ProcessBuilder("/bin/sh", "-c", "kill -%s %d".formatted(name(), pid))
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            throw new UncheckedIOException("SIG%s cannot be sent".formatted(name()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending SIG" + name(), e);
        }
    }
}
