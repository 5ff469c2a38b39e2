package com.justfaas.router;

import com.justfaas.router.callback.CallbackSettings;
import com.justfaas.router.invocation.InvokeUrl;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * What a router may be told.
 *
 * @param ingress where the ingress listens; the wildcard is every address, port 0 is any free one
 * @param invokeUrl where functions are
 * @param callbacks where callbacks may go, and what signs them
 * @param eventsKept how long processed events stay in the stream, for replay
 * @param shutdownGrace how long deliveries in flight may go on after the intake has closed
 */
public record RouterSettings(
        InetSocketAddress ingress,
        InvokeUrl invokeUrl,
        CallbackSettings callbacks,
        Duration eventsKept,
        Duration shutdownGrace) {

    /** How long processed events stay where nothing else is said. */
    public static final Duration EVENTS_KEPT = Duration.ofHours(24);
}
