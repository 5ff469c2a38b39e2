package com.justfaas.events.streams;

import io.nats.client.JetStreamApiException;
import java.util.Set;

/** Tells "no room" from other refusals: the server has one code for several reasons. */
final class StreamFull {

    private static final int STORE_FAILED = 10077;
    private static final Set<Integer> RESOURCES = Set.of(10023, 10047);

    private StreamFull() {}

    static boolean is(JetStreamApiException refusal) {
        return RESOURCES.contains(refusal.getApiErrorCode())
                || (refusal.getApiErrorCode() == STORE_FAILED
                        && refusal.getErrorDescription().contains("maximum"));
    }
}
