package com.justfaas.router.delivery;

import java.time.Duration;

/**
 * The delay classes of the backlog: 0, 1 s, 2 s, 4 s … 512 s, and all above. Within a class no
 * delay is more than twice another, so that the order in which its copies were stored is, but for
 * that, the order in which they fall due, and a reader need look at its head only.
 */
public final class Tiers {

    /** What may be delivered as soon as the function can take it. */
    public static final int AT_ONCE = 0;

    /** How many there are; tiers are numbered from 0. */
    public static final int COUNT = 12;

    private Tiers() {}

    /** The smallest class that holds the delay. */
    public static int of(Duration delay) {
        if (delay.isZero() || delay.isNegative()) {
            return AT_ONCE;
        }
        int tier = 1;
        Duration limit = Duration.ofSeconds(1);
        while (tier < COUNT - 1 && delay.compareTo(limit) > 0) {
            limit = limit.multipliedBy(2);
            tier++;
        }
        return tier;
    }
}
