package com.justfaas.playground.gateway;

import com.justfaas.playground.call.CallOutcome;

/**
 * What became of a call.
 *
 * @param tries how often the gateway tried, at least once
 */
public record Forwarded(CallOutcome outcome, int tries) {

    /**
     * The status that the gateway answers with: the function's own; 202 when it took too long,
     * because it may still be at work; 503 when it was not reached.
     */
    public int status() {
        return switch (outcome) {
            case CallOutcome.Answered(var answer) -> answer.status();
            case CallOutcome.TimedOut _ -> 202;
            case CallOutcome.NotConnected _ -> 503;
        };
    }
}
