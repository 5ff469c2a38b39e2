package com.justfaas.events;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets one log line through in a while, and counts those that are left out: what outsiders can
 * cause at any rate must not fill the log.
 */
public final class LogPace {

    private final long every;
    private final AtomicLong nextAt = new AtomicLong(System.nanoTime());
    private final AtomicLong leftOut = new AtomicLong();

    /**
     * @param every at least so long from one line to the next
     */
    public LogPace(Duration every) {
        this.every = every.toNanos();
    }

    /** How many lines were left out before this one; empty when this one is left out, too. */
    public OptionalLong next() {
        long now = System.nanoTime();
        long at = nextAt.get();
        if (now - at < 0 || !nextAt.compareAndSet(at, now + every)) {
            leftOut.incrementAndGet();
            return OptionalLong.empty();
        }
        return OptionalLong.of(leftOut.getAndSet(0));
    }
}
