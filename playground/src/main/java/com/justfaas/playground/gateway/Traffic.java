package com.justfaas.playground.gateway;

import com.justfaas.events.FunctionName;
import com.justfaas.playground.call.FunctionRequest;
import java.time.Duration;
import java.time.Instant;

/** What the console shows: what passed the gateway, and what went another way. */
public sealed interface Traffic {

    Instant time();

    /** A function was called, whoever asked for it. */
    record Proxied(
            Instant time,
            FunctionName function,
            FunctionRequest request,
            Forwarded forwarded,
            Duration took)
            implements Traffic {}

    /** The events component did not take a call. */
    record Refused(
            Instant time,
            FunctionName function,
            FunctionRequest request,
            String answer,
            Duration took)
            implements Traffic {}

    /**
     * A function's answer came back.
     *
     * @param function who answered, as the callback's headers say; empty when they do not
     * @param status what it had answered, as the callback's headers say; empty when they do not
     */
    record CalledBack(
            Instant time, String function, String status, String path, String body, Duration took)
            implements Traffic {}

    /**
     * A function's response is on its way to a webhook elsewhere, where the gateway sees no
     * arrival.
     */
    record CallbackSent(Instant time, String function, String status, String url, String body)
            implements Traffic {}

    /**
     * A delivery is among the dead letters.
     *
     * @param receiver the function, or the host of a callback
     * @param event the event's type; empty when it has none
     * @param attempts how many were made; empty when that is unknown
     * @param took since the event was accepted
     */
    record DeadLettered(
            Instant time,
            String receiver,
            String event,
            String attempts,
            String reason,
            Duration took)
            implements Traffic {}

    /** A Function was applied whose image nothing here can run. */
    record Unrunnable(Instant time, FunctionName function, String reason) implements Traffic {}
}
