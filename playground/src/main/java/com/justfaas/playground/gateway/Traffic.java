package com.justfaas.playground.gateway;

import com.justfaas.events.FunctionName;
import com.justfaas.playground.call.FunctionRequest;
import java.time.Duration;
import java.time.Instant;

/** Something that passed the gateway. */
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
    record Refused(Instant time, FunctionName function, FunctionRequest request, String answer)
            implements Traffic {}

    /**
     * A function's answer came back.
     *
     * @param function who answered, as the callback's headers say; empty when they do not
     * @param status what it had answered, as the callback's headers say; empty when they do not
     */
    record CalledBack(Instant time, String function, String status, String path, String body)
            implements Traffic {}
}
