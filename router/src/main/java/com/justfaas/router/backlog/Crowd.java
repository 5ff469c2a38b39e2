package com.justfaas.router.backlog;

import com.justfaas.events.FunctionName;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many functions have something in the backlog that is to be delivered at this time: not those
 * that are paused, and of those that are down only who is probed. They share what there is.
 */
final class Crowd {

    private static final long SECOND = 1_000_000_000L;

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

    private void count() {
        long from = countedAt.get();
        long seconds = (System.nanoTime() - from) / SECOND;
        if (seconds > 0 && countedAt.compareAndSet(from, from + seconds * SECOND)) {
            before = seconds == 1 ? now.size() : 0;
            now = ConcurrentHashMap.newKeySet();
        }
    }
}
