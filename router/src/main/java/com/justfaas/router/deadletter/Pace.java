package com.justfaas.router.deadletter;

import java.time.Duration;

/** Keeps a rate: tells how many to do at once, and how long to wait then. For one thread. */
final class Pace {

    private static final int CHUNKS_PER_SECOND = 10;
    private static final int LARGEST_CHUNK = 64;

    private final int perSecond;
    private final long started;
    private long free;

    /**
     * @param now in nanoseconds
     */
    Pace(int perSecond, long now) {
        this.perSecond = perSecond;
        this.started = now;
    }

    /** How many to do at once. */
    int chunk() {
        return Math.clamp(perSecond / CHUNKS_PER_SECOND, 1, LARGEST_CHUNK);
    }

    /** How long to wait after so many; time that was lost is not caught up on. */
    Duration pauseAfter(int done, long now) {
        long passed = now - started;
        free = Math.max(free + Duration.ofSeconds(1).toNanos() * done / perSecond, passed);
        return Duration.ofNanos(free - passed);
    }
}
