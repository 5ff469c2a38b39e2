package com.justfaas.operator.leadership;

import java.time.Duration;

/**
 * How long leading lasts.
 *
 * @param lease after this long without a renewal another replica may lead
 * @param renewal after this long without a renewal this replica stops leading; shorter than the
 *     lease, since clocks differ
 * @param retry from one renewal, or one look at the lease, to the next
 */
public record LeaseTimes(Duration lease, Duration renewal, Duration retry) {

    /** Those that Kubernetes' own components use. */
    public static final LeaseTimes DEFAULT =
            new LeaseTimes(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2));

    public LeaseTimes {
        if (lease.compareTo(renewal) <= 0 || renewal.compareTo(retry) <= 0) {
            throw new IllegalArgumentException(
                    "a lease lasts longer than a renewal, and that longer than a retry: %s, %s, %s"
                            .formatted(lease, renewal, retry));
        }
    }
}
