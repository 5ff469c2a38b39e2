package com.justfaas.router.engine;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs one piece of work after the other, in order, while there is capacity: each may take all that
 * is left. Thread-safe.
 */
final class AdmissionQueue {

    private final BooleanSupplier hasCapacity;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean isRunning;

    AdmissionQueue(BooleanSupplier hasCapacity) {
        this.hasCapacity = hasCapacity;
    }

    /**
     * Runs work at once, or when {@link #run} finds capacity.
     *
     * @param work must return at once and must not fail
     */
    void add(Runnable work) {
        synchronized (this) {
            waiting.add(work);
        }
        run();
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Runs what there is capacity for; to be called when capacity may have been freed. */
    void run() {
        for (Runnable work = next(); work != null; work = next()) {
            try {
                work.run();
            } finally {
                over();
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        if (isRunning || waiting.isEmpty() || !hasCapacity.getAsBoolean()) {
            return null;
        }
        isRunning = true;
        return waiting.remove();
    }

    private synchronized void over() {
        isRunning = false;
    }
}
