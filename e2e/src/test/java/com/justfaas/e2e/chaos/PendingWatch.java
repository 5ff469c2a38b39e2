package com.justfaas.e2e.chaos;

import io.nats.client.api.ConsumerInfo;
import java.time.Duration;

/** Looks many times a second at how much of the shared consumer is in use. */
final class PendingWatch implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMillis(50);

    private final Streams streams;
    private final Thread thread;
    private volatile long mostPending;
    private volatile long mostUndelivered;
    private volatile boolean closed;

    PendingWatch(Streams streams) {
        this.streams = streams;
        this.thread = Thread.ofPlatform().daemon().name("pending-watch").start(this::run);
    }

    /** Most events that were handed out and not acknowledged. */
    long mostPending() {
        return mostPending;
    }

    /** Most events that waited in the stream to be handed out. */
    long mostUndelivered() {
        return mostUndelivered;
    }

    private void run() {
        while (!closed) {
            ConsumerInfo router = streams.router();
            mostPending = Math.max(mostPending, router.getNumAckPending());
            mostUndelivered = Math.max(mostUndelivered, router.getNumPending());
            try {
                Thread.sleep(EVERY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
