package com.justfaas.router.backlog;

import com.justfaas.events.FunctionName;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The functions that have something in the backlog that is to be delivered at this time, and what
 * each may have of what they share. Those that are paused do not count, nor those whose copies are
 * not due, and of those that are down only who is probed.
 */
final class Crowd {

    private static final long SECOND = 1_000_000_000L;

    /** Most copies that all together hold read ahead: more would fill the memory. */
    private static final int MOST_AHEAD = 8192;

    private static final int LARGEST_BATCH = 64;
    private static final int SMALLEST_BATCH = 8;

    /**
     * Most calls that all together have under way, however much their lanes allow. Measured with
     * 1,000 functions: of 1,000 and 4,000, 1,000 were as fast, with a third of the connections and
     * half of the memory.
     */
    private static final int MOST_UNDER_WAY = 1000;

    /**
     * Beyond its share, a function gets one more call when it has not begun any for so long. With
     * 20 ms, a busy machine was taken for slow functions: 1,000 of them had 3,800 connections.
     */
    static final Duration MORE_EVERY = Duration.ofMillis(200);

    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong countedAt = new AtomicLong(System.nanoTime());
    private volatile Set<FunctionName> now = ConcurrentHashMap.newKeySet();
    private volatile int before;

    /** This function's reader is at work. */
    void join(FunctionName function) {
        count();
        now.add(function);
    }

    /** How many were at work within about a second, at least 1. */
    int size() {
        count();
        return Math.max(1, Math.max(before, now.size()));
    }

    /** How many copies one of them is to read at a time. */
    int batch() {
        return Math.clamp(MOST_AHEAD / size(), SMALLEST_BATCH, LARGEST_BATCH);
    }

    /**
     * How often one of them is to remove what is over: asked for ten at a time, the server removes
     * five times as many as one by one.
     */
    Duration flushEvery() {
        return Duration.ofMillis(Math.clamp(size(), 100, 1000));
    }

    /**
     * Whether one of them may call once more: it has its share at any time, and while others leave
     * theirs it gets more, slowly. To a function that answers at once, more calls at a time would
     * be no faster: they would only open more connections.
     *
     * @param mine how many calls it has under way
     * @param sinceLast how long ago it began the last of them
     */
    boolean mayBegin(int mine, Duration sinceLast) {
        if (mine == 0 || mine < MOST_UNDER_WAY / size()) {
            return true;
        }
        return underWay.get() < MOST_UNDER_WAY && sinceLast.compareTo(MORE_EVERY) >= 0;
    }

    /** A call was begun. */
    void begun() {
        underWay.incrementAndGet();
    }

    /** A call is over. */
    void ended() {
        underWay.decrementAndGet();
    }

    private void count() {
        long from = countedAt.get();
        long seconds = (System.nanoTime() - from) / SECOND;
        if (seconds > 0 && countedAt.compareAndSet(from, from + seconds * SECOND)) {
            before = seconds == 1 ? now.size() : 0;
            now = ConcurrentHashMap.newKeySet();
        }
    }
}
