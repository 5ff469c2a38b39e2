package com.justfaas.playground.box;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Closes what was started, the last first; what is added afterwards is closed at once. */
public final class Closing implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Consumer<Exception> failures;
    private boolean closed;

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
            if (!closed) {
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
        synchronized (open) {
            return closed;
        }
    }

    private @Nullable AutoCloseable next() {
        synchronized (open) {
            closed = true;
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
