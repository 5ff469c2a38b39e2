package com.justfaas.playground.gateway;

import java.time.Duration;

/**
 * How the gateway tries when a function cannot be reached or answers 503.
 *
 * @param tries how often at most
 * @param pause between two tries
 * @param limit how long one try takes at most, when the request does not say it
 */
record TryPolicy(int tries, Duration pause, Duration limit) {

    /** What the platform's gateway does. */
    static final TryPolicy PLATFORM =
            new TryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(10));
}
