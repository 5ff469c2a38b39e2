package com.justfaas.playground.call;

import java.time.Duration;

/** How a call ended. */
public sealed interface CallOutcome {

    /** The function answered, well or not. */
    record Answered(FunctionAnswer answer) implements CallOutcome {}

    /** It took the request and did not answer in time; it may still be at work. */
    record TimedOut(Duration limit) implements CallOutcome {}

    /** It never took the request. */
    record NotConnected(String reason) implements CallOutcome {}

    static CallOutcome text(int status, String text) {
        return new Answered(FunctionAnswer.text(status, text));
    }
}
