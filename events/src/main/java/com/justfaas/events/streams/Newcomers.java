package com.justfaas.events.streams;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Bounds how many deliveries are new at once: begun a moment ago, and not over. Functions that
 * answer quickly are served from a few hundred as fast as from thousands, with fewer connections
 * and less memory; a delivery that is not over quickly is no newcomer any more, and takes no place
 * that others could have.
 */
public final class Newcomers {

    /** Measured: of 250, 500, 1,000 and 4,000 events, 250 and 500 are delivered fastest. */
    public static final int MOST = 500;

    private static final Duration NEW = Duration.ofMillis(20);

    private final Semaphore free;
    private final Queue<Place> inOrder = new ConcurrentLinkedQueue<>();

    /** Of one newcomer, until it is over or was forgotten. */
    public static final class Place {
        private final long takenAt = System.nanoTime();
        private final AtomicBoolean held = new AtomicBoolean(true);

        private boolean isFinished(long now) {
            return !held.get() || now - takenAt > NEW.toNanos();
        }
    }

    public Newcomers() {
        this(MOST);
    }

    /**
     * @param most how many at once
     */
    public Newcomers(int most) {
        this.free = new Semaphore(most, true);
    }

    /**
     * Reserves places, as soon as some are free.
     *
     * @param least fewer are of no use
     * @param most more are not needed
     * @param patience longest to wait
     * @return how many were reserved; 0 when there were too few
     */
    public int reserve(int least, int most, Duration patience) throws InterruptedException {
        forgetOld();
        if (!free.tryAcquire(least, patience.toNanos(), TimeUnit.NANOSECONDS)) {
            forgetOld();
            return 0;
        }
        int more = Math.min(most - least, free.availablePermits());
        return free.tryAcquire(more) ? least + more : least;
    }

    /** Reserves a place, as soon as one is free; for which {@link #forgetOld} must be called. */
    public void reserve() throws InterruptedException {
        free.acquire();
    }

    /** Gives places back that were reserved, and are not taken. */
    public void release(int places) {
        free.release(places);
    }

    /** Takes one of the reserved places, to be given back by {@link #over}. */
    public Place take() {
        Place place = new Place();
        inOrder.add(place);
        return place;
    }

    /** The delivery is over. */
    public void over(Place place) {
        if (place.held.compareAndSet(true, false)) {
            free.release();
        }
    }

    /** Gives back the places of those that are new no more; to be called now and then. */
    public void forgetOld() {
        long now = System.nanoTime();
        Place oldest;
        while ((oldest = inOrder.peek()) != null && oldest.isFinished(now)) {
            if (inOrder.remove(oldest)) {
                over(oldest);
            }
        }
    }
}
