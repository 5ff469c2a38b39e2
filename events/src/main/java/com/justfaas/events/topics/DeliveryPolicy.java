package com.justfaas.events.topics;

import java.time.Duration;

/**
 * How events are delivered to one function.
 *
 * @param timeout longest an attempt may take, the response's body included
 * @param retries attempts after the first one, 0 or more
 * @param backoff longest wait before the first retry; it doubles with each, up to 10 minutes. The
 *     wait itself is random, from 0 to that (full jitter)
 * @param maxAge an event older than this is given up
 * @param concurrency most deliveries in flight at once, per replica
 * @param paused whether deliveries wait until the function is resumed
 */
public record DeliveryPolicy(
        Duration timeout,
        int retries,
        Duration backoff,
        Duration maxAge,
        int concurrency,
        boolean paused) {

    /** What holds where a function says nothing. */
    public static final DeliveryPolicy DEFAULT =
            new DeliveryPolicy(
                    Duration.ofSeconds(30),
                    10,
                    Duration.ofSeconds(1),
                    Duration.ofHours(24),
                    32,
                    false);

    /** The same with another limit for an attempt. */
    public DeliveryPolicy withTimeout(Duration newTimeout) {
        return new DeliveryPolicy(newTimeout, retries, backoff, maxAge, concurrency, paused);
    }

    /** No wait between two attempts is longer. */
    public static final Duration MAX_BACKOFF = Duration.ofMinutes(10);
}
