package com.justfaas.app;

/** What the process says when it ends; {@code docs/configuration.md} has the list. */
final class ExitCodes {

    /** Stopped by SIGTERM or SIGINT, or asked for help. */
    static final int DONE = 0;

    /** Something that is not foreseen: a bug. */
    static final int FAILURE = 1;

    /** It cannot start as it is set up, and said why. */
    static final int MISTAKE = 2;

    private ExitCodes() {}
}
