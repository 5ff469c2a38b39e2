package com.justfaas.router.delivery;

import com.justfaas.events.topics.DeliveryPolicy;
import java.time.Duration;
import java.util.Optional;

/** How long to wait before the next attempt. */
final class Backoff {

    private Backoff() {}

    /**
     * Doubles with each attempt, with full jitter, so that what failed together does not come back
     * together; what the function asked for is the least, and 10 minutes is the most.
     *
     * @param failed attempts that failed so far, from 1
     * @param jitter from 0 to 1, drawn by chance
     */
    static Duration after(
            int failed, DeliveryPolicy policy, Optional<Duration> retryAfter, double jitter) {
        int doublings = Math.min(failed - 1, 20);
        long ceiling = capped(Duration.ofMillis(capped(policy.backoff()) << doublings));
        long jittered = Math.round(ceiling * jitter);
        return Duration.ofMillis(Math.max(jittered, capped(retryAfter.orElse(Duration.ZERO))));
    }

    private static long capped(Duration wait) {
        Duration most = DeliveryPolicy.MAX_BACKOFF;
        return wait.compareTo(most) < 0 ? wait.toMillis() : most.toMillis();
    }
}
