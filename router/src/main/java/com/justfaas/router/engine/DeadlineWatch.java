package com.justfaas.router.engine;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Looks after the deadlines of many threads, each of which waits without a timer of its own. */
public final class DeadlineWatch implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMillis(20);

    private final Set<Deadline> watched = ConcurrentHashMap.newKeySet();
    private final Thread thread;

    /**
     * @param also done each time, a few dozen times a second
     */
    public DeadlineWatch(String name, Runnable also) {
        thread = Thread.ofVirtual().name(name).start(() -> watch(also));
    }

    /** From now on, until {@link #remove}. */
    public void add(Deadline deadline) {
        watched.add(deadline);
    }

    public void remove(Deadline deadline) {
        watched.remove(deadline);
    }

    Set<Deadline> all() {
        return watched;
    }

    private void watch(Runnable also) {
        try {
            while (true) {
                Thread.sleep(EVERY);
                watched.forEach(Deadline::wakeIfOver);
                also.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
