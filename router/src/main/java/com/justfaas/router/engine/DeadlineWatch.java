package com.justfaas.router.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after the deadlines of many threads, each of which waits without a timer of its own. */
public final class DeadlineWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeadlineWatch.class);
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

    Optional<Deadline> any() {
        return watched.stream().findAny();
    }

    private void watch(Runnable also) {
        try {
            while (true) {
                Thread.sleep(EVERY);
                watched.forEach(Deadline::wakeIfOver);
                runSafely(also);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void runSafely(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            // a defect of ours: those who wait must not wait for ever
            LOG.error("what is done beside watching deadlines failed", e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
