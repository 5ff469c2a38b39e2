package com.justfaas.router.delivery;

import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.topics.DeliveryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long to wait before the next attempt. */
final class Backoff {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

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

    /**
     * Without attempts that count: as long again as it has been failing, which doubles.
     *
     * @param longest most that it may be
     */
    static Duration uncounted(DeliveryRecord record, Instant now, Duration longest) {
        Duration failing =
                record.failures()
                        .map(failures -> Duration.between(failures.first(), now))
                        .orElse(Duration.ZERO);
        Duration wait = failing.compareTo(SHORTEST) < 0 ? SHORTEST : failing;
        return wait.compareTo(longest) < 0 ? wait : longest;
    }

    private static long capped(Duration wait) {
        Duration most = DeliveryPolicy.MAX_BACKOFF;
        return wait.compareTo(most) < 0 ? wait.toMillis() : most.toMillis();
    }
}
