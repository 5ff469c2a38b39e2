package com.justfaas.playground;

import com.justfaas.playground.box.Closing;
import com.justfaas.playground.view.Terminal;

/**
 * Ends the process in order, whoever wants it to end: the program itself, Ctrl-C or another signal,
 * or the process that started it by being gone. Ended from outside it exits with 0, because that is
 * how it is meant to end.
 */
final class Lifetime {

    private static final int STILL_WANTED = -1;

    private final Closing closing;
    private final Terminal terminal;
    private volatile int status = STILL_WANTED;

    Lifetime(Closing closing, Terminal terminal) {
        this.closing = closing;
        this.terminal = terminal;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "close"));
    }

    void end(int exitStatus) {
        status = exitStatus;
        System.exit(exitStatus);
    }

    /** Ends when that process does; 0 is none. */
    void endWith(long parent) {
        if (parent != 0) {
            Thread.ofVirtual()
                    .name("parent")
                    .start(
                            () -> {
                                ProcessHandle.of(parent)
                                        .ifPresent(process -> process.onExit().join());
                                end(0);
                            });
        }
    }

    private void close() {
        boolean asked = status == STILL_WANTED;
        if (asked) {
            terminal.line("\nstopping");
        }
        closing.close();
        if (asked) {
            Runtime.getRuntime().halt(0);
        }
    }
}
