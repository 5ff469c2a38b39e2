package com.justfaas.e2e.chaos;

import java.time.Duration;

/** What a function does with a request. */
sealed interface Behaviour {

    Behaviour OK = new Answers(200, Duration.ZERO);
    Behaviour SILENT = new Silent();

    static Behaviour failing(int status) {
        return new Answers(status, Duration.ZERO);
    }

    static Behaviour slow(Duration after) {
        return new Answers(200, after);
    }

    /** It answers with that status, after a while. */
    record Answers(int status, Duration after) implements Behaviour {}

    /** It reads and never answers. */
    record Silent() implements Behaviour {}

    /** It answers 503 to one request of so many. */
    record Flaky(int every) implements Behaviour {}
}
