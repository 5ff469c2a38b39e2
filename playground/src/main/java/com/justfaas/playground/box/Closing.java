package com.justfaas.playground.box;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Closes what was started, the last first; what is added afterwards is closed at once. */
public final class Closing implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Consumer<Exception> failures;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Starts with nothing to close.
     *
     * @param failures is told what could not be closed; the others are closed all the same
     */
    public Closing(Consumer<Exception> failures) {
        this.failures = failures;
    }

    public <T extends AutoCloseable> T add(T part) {
        synchronized (open) {
            if (!isClosed()) {
                open.push(part);
                return part;
            }
        }
        close(part);
        return part;
    }

    @Override
    public void close() {
        for (AutoCloseable part = next(); part != null; part = next()) {
            close(part);
        }
    }

    public boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Whether it is closed by then; an interrupted caller need not care any more, either. */
    boolean isClosedWithin(Duration time) {
        try {
            return closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private @Nullable AutoCloseable next() {
        synchronized (open) {
            closed.countDown();
            return open.poll();
        }
    }

    private void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            failures.accept(e);
        }
    }
}
