package com.justfaas.events.streams;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds how many events are new at once: taken a moment ago, and not settled. Functions that
 * answer quickly are served from a few hundred events as fast as from thousands, with fewer
 * connections and less memory; those that do not answer quickly are no newcomers any more, and take
 * no place that others could have.
 *
 * <p>One thread takes events; any may settle them.
 */
final class Newcomers {

    /** Measured: of 250, 500, 1,000 and 4,000 events, 250 and 500 are delivered fastest. */
    static final int MOST = 500;

    /** Fewer are not worth a request to the server. */
    private static final int LEAST = MOST / 4;

    private static final Duration NEW = Duration.ofMillis(20);

    private final Semaphore free = new Semaphore(MOST);
    private final ArrayDeque<LiveEvent> inOrder = new ArrayDeque<>();

    /** Takes places, as soon as some are free; 0 when it has to be asked again. */
    int reserve(int most) throws InterruptedException {
        forgetOld();
        int least = Math.min(most, LEAST);
        if (!free.tryAcquire(least, NEW.toMillis(), TimeUnit.MILLISECONDS)) {
            return 0;
        }
        int more = Math.min(most - least, free.availablePermits());
        return free.tryAcquire(more) ? least + more : least;
    }

    /** Gives places back that were not used. */
    void release(int places) {
        free.release(places);
    }

    /** An event takes a reserved place. */
    void add(LiveEvent event) {
        inOrder.add(event);
    }

    /** An event is settled, and gives its place back, if it has one yet. */
    void settled(LiveEvent event) {
        if (event.endsBeingNew()) {
            free.release();
        }
    }

    private void forgetOld() {
        long now = System.nanoTime();
        LiveEvent oldest;
        while ((oldest = inOrder.peek()) != null
                && (!oldest.isNew() || now - oldest.takenAt() > NEW.toNanos())) {
            settled(inOrder.remove());
        }
    }
}
