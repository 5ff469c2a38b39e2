package com.justfaas.playground.box;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** When a process ended unasked, as far back as it matters. */
record Crashes(List<Instant> recent) {

    /** So many within {@link #WITHIN}, and another restart would not help. */
    static final int MOST = 3;

    static final Duration WITHIN = Duration.ofMinutes(1);

    static final Crashes NONE = new Crashes(List.of());

    Crashes {
        recent = List.copyOf(recent);
    }

    Crashes and(Instant now) {
        Instant oldest = now.minus(WITHIN);
        return new Crashes(
                Stream.concat(
                                recent.stream().filter(crash -> crash.isAfter(oldest)),
                                Stream.of(now))
                        .toList());
    }

    boolean tooMany() {
        return recent.size() >= MOST;
    }
}
