package com.justfaas.router.ingress;

import java.time.Duration;

/**
 * How much may come in.
 *
 * @param batch largest body of a batch, in bytes; one event is bounded by NATS' max_payload
 * @param inFlight most bytes of bodies in memory at once, over all requests
 * @param deadline longest a body may take
 */
public record BodyLimits(long batch, long inFlight, Duration deadline) {

    private static final long MIB = 1024L * 1024;

    /** JSON may need more than the event that it describes: base64 a third, escapes more. */
    private static final int STRUCTURED_FACTOR = 2;

    private static final long ATTRIBUTES = 64 * 1024;

    /** 8 MiB a batch, an eighth of the heap but at most 64 MiB in flight, 30 s. */
    public static BodyLimits standard() {
        return new BodyLimits(
                8 * MIB,
                Math.min(64 * MIB, Runtime.getRuntime().maxMemory() / 8),
                Duration.ofSeconds(30));
    }

    /** Largest body in that mode, when NATS takes events of at most {@code event} bytes. */
    long most(ContentMode mode, long event) {
        return switch (mode) {
            case HEADERS, BINARY -> event;
            case STRUCTURED -> STRUCTURED_FACTOR * event + ATTRIBUTES;
            case BATCHED -> Math.max(batch, STRUCTURED_FACTOR * event + ATTRIBUTES);
        };
    }
}
