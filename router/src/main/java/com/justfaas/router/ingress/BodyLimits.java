package com.justfaas.router.ingress;

import com.justfaas.router.binding.ContentMode;

/**
 * How much may come in.
 *
 * @param batch largest body of a batch, in bytes; one event is bounded by NATS' max_payload
 * @param memory most bytes of memory for bodies and what is made of them, over all requests
 */
public record BodyLimits(long batch, long memory) {

    private static final long MIB = 1024L * 1024;

    /** The body as it is read, and as NATS' client holds it. */
    private static final int WEIGHT = 2;

    /** JSON as a tree: 20 bytes and more for a number of 3 digits, 100 for an empty object. */
    private static final int PARSED_WEIGHT = 12;

    /** A quarter of the heap for bodies, a batch of 8 MiB unless that is a lot. */
    public static BodyLimits standard() {
        long memory = Math.clamp(Runtime.getRuntime().maxMemory() / 4, 32 * MIB, 512 * MIB);
        return new BodyLimits(Math.min(8 * MIB, memory / 16), memory);
    }

    /** Largest body in that mode, when NATS takes events of at most {@code event} bytes. */
    long most(ContentMode mode, long event) {
        return mode == ContentMode.BATCHED ? Math.max(batch, mode.most(event)) : mode.most(event);
    }

    /** Bytes of memory that a byte of the body costs in that mode. */
    static int weight(ContentMode mode, boolean isCall) {
        return switch (mode) {
            case HEADERS, BINARY -> isCall ? PARSED_WEIGHT : WEIGHT;
            case STRUCTURED, BATCHED -> PARSED_WEIGHT;
        };
    }
}
