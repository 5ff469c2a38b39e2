package com.justfaas.router.engine;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Until when a thread waits at most. One that is watched waits without a timer of its own, and a
 * single thread looks after all of them: thousands of deliveries a second wait, nearly none of them
 * to the end, and to set and clear a timer costs a wake-up of the JDK's timer thread each.
 */
public final class Deadline {

    private static final long NEVER = Long.MAX_VALUE;

    private final boolean watched;
    private Thread thread = Thread.currentThread();
    private volatile long at = NEVER;
    private volatile boolean woken;

    private Deadline(boolean watched) {
        this.watched = watched;
    }

    /** For the calling thread; none yet. A {@link DeadlineWatch} is to know of it. */
    public static Deadline watched() {
        return new Deadline(true);
    }

    /** For the calling thread: so long from now. */
    static Deadline in(Duration length) {
        Deadline deadline = new Deadline(false);
        deadline.set(length);
        return deadline;
    }

    /** A new thread, not started yet, that has this for its own. */
    public Thread of(Thread.Builder builder, Runnable work) {
        thread = builder.unstarted(work);
        return thread;
    }

    /** It is so long from now. */
    public void set(Duration length) {
        at = System.nanoTime() + length.toNanos();
    }

    /** There is none any more. */
    public void clear() {
        at = NEVER;
    }

    public boolean isOver() {
        return left() <= 0;
    }

    /** Nanoseconds until it is over. */
    long left() {
        long end = at;
        return end == NEVER ? Long.MAX_VALUE : end - System.nanoTime();
    }

    /**
     * Waits until somebody calls {@link #wake}, or the deadline is over, or for no reason: what is
     * waited for is to be looked at again.
     */
    public void await() throws InterruptedException {
        if (watched || at == NEVER) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, left());
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Waits until somebody calls {@link #wake}, or has since the last rest; but not longer. */
    public void rest(Duration most) throws InterruptedException {
        set(most);
        while (!woken && !isOver()) {
            await();
        }
        woken = false;
        clear();
    }

    /** What the thread waits for may be there. */
    public void wake() {
        woken = true;
        LockSupport.unpark(thread);
    }

    void wakeIfOver() {
        if (isOver()) {
            LockSupport.unpark(thread);
        }
    }

    /** The thread that waits. */
    Thread thread() {
        return thread;
    }
}
