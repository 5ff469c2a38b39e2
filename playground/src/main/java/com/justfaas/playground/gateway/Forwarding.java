package com.justfaas.playground.gateway;

import com.justfaas.events.Durations;
import com.justfaas.events.FunctionName;
import com.justfaas.playground.call.CallOutcome;
import com.justfaas.playground.call.FunctionRequest;
import com.justfaas.playground.functions.FunctionCaller;
import com.justfaas.playground.functions.FunctionLookup;
import java.time.Duration;
import java.util.Optional;

/** Calls a function as often as it takes. */
final class Forwarding {

    /** A request's own limit, like {@code 30s}. */
    private static final String TIMEOUT = "X-Function-Timeout";

    /** Of the platform's HTTP client, whatever a request says. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final int SERVICE_UNAVAILABLE = 503;

    private final FunctionLookup functions;
    private final FunctionCaller caller;
    private final CallCounts counts;
    private final TryPolicy policy;

    Forwarding(
            FunctionLookup functions, FunctionCaller caller, CallCounts counts, TryPolicy policy) {
        this.functions = functions;
        this.caller = caller;
        this.counts = counts;
        this.policy = policy;
    }

    Forwarded forward(FunctionName function, FunctionRequest request) throws InterruptedException {
        Duration limit =
                request.headers().first(TIMEOUT).flatMap(Forwarding::limit).orElse(policy.limit());
        int tries = 1;
        CallOutcome outcome = attempt(function, request, limit);
        while (deservesAnother(outcome) && tries < policy.tries()) {
            Thread.sleep(policy.pause());
            tries++;
            outcome = attempt(function, request, limit);
        }
        return new Forwarded(outcome, tries);
    }

    /** As the platform reads it: hours, minutes and seconds, and nothing smaller. */
    static Optional<Duration> limit(String text) {
        return text.contains("ms")
                ? Optional.empty()
                : Durations.parse(text)
                        .filter(Duration::isPositive)
                        .map(limit -> limit.compareTo(LONGEST) < 0 ? limit : LONGEST);
    }

    private CallOutcome attempt(FunctionName function, FunctionRequest request, Duration limit)
            throws InterruptedException {
        counts.requested(function);
        CallOutcome outcome = caller.call(functions.find(function), request, limit);
        if (outcome instanceof CallOutcome.Answered) {
            counts.completed(function);
        }
        return outcome;
    }

    private static boolean deservesAnother(CallOutcome outcome) {
        return switch (outcome) {
            case CallOutcome.Answered(var answer) -> answer.status() == SERVICE_UNAVAILABLE;
            case CallOutcome.NotConnected _ -> true;
            case CallOutcome.TimedOut _ -> false;
        };
    }
}
