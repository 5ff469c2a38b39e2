package com.justfaas.playground.gateway;

import com.justfaas.playground.call.CallOutcome;
import com.justfaas.playground.call.FunctionAnswer;
import java.util.Optional;

/**
 * What became of a call.
 *
 * @param tries how often the gateway tried, at least once
 */
public record Forwarded(CallOutcome outcome, int tries) {

    private static final int SERVICE_UNAVAILABLE = 503;

    /** What the gateway passes on: no 503, which it makes one of its own after its last try. */
    public Optional<FunctionAnswer> passedOn() {
        return outcome instanceof CallOutcome.Answered(FunctionAnswer answer)
                        && answer.status() != SERVICE_UNAVAILABLE
                ? Optional.of(answer)
                : Optional.empty();
    }

    /**
     * The status that the gateway answers with: the function's own; 202 when it took too long,
     * because it may still be at work; 503 when it was not reached.
     */
    public int status() {
        return switch (outcome) {
            case CallOutcome.Answered(var answer) -> answer.status();
            case CallOutcome.TimedOut _ -> 202;
            case CallOutcome.NotConnected _ -> SERVICE_UNAVAILABLE;
        };
    }
}
