package com.justfaas.e2e.chaos;

import com.justfaas.e2e.chaos.Journal.Fate;
import com.justfaas.events.Names;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Publishes events straight into JetStream, as connectors do; accepted is what it confirmed. */
final class Publisher {

    private static final int WINDOW = 1000;
    private static final Duration CONFIRMED = Duration.ofSeconds(5);
    private static final long TICK = Duration.ofMillis(2).toNanos();
    private static final int USUAL_SIZE = 512;
    private static final int HEAVY = 8 * 1024;

    private final Journal journal;
    private final JetStream stream;
    private final Semaphore window = new Semaphore(WINDOW);

    Publisher(Connection nats, Journal journal) {
        this.journal = journal;
        try {
            this.stream = nats.jetStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As many as asked for, as fast as it goes, to one function after the other. */
    void flood(List<SinkFunction> functions, int events) {
        flood(functions, events, USUAL_SIZE);
    }

    /** The same, with so many bytes each. */
    void flood(List<SinkFunction> functions, int events, int size) {
        for (int i = 0; i < events; i++) {
            publish(functions.get(i % functions.size()), size);
        }
        awaitConfirmed();
    }

    /** Events of a type that more than one function subscribed to, as fast as it goes. */
    void floodAll(String type, int events) {
        for (int i = 0; i < events; i++) {
            window.acquireUninterruptibly();
            publish(journal.offerToAll(), type, USUAL_SIZE, 1);
        }
        awaitConfirmed();
    }

    /**
     * So many a second, for a while.
     *
     * @param receiver of the event of that number, counted from 0
     */
    void paced(int perSecond, Duration length, IntFunction<SinkFunction> receiver) {
        long began = System.nanoTime();
        long events = perSecond * length.toMillis() / 1000;
        for (int i = 0; i < events; i++) {
            long due = began + i * (1_000_000_000L / perSecond);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(TICK);
            }
            publish(receiver.apply(i), USUAL_SIZE);
        }
        awaitConfirmed();
    }

    private void publish(SinkFunction function, int size) {
        int weight = 1 + size / HEAVY; // of large ones fewer are under way: they are in memory
        window.acquireUninterruptibly(weight);
        publish(journal.offer(function), function.eventType(), size, weight);
    }

    private void publish(int event, String type, int size, int weight) {
        Headers headers =
                new Headers()
                        .put("ce-specversion", "1.0")
                        .put("ce-id", EventText.id(event))
                        .put("ce-source", "/chaos")
                        .put("ce-type", type);
        var _ =
                stream.publishAsync(
                                Names.Subjects.event(type), headers, EventText.body(event, size))
                        .whenComplete(
                                (ack, failure) -> {
                                    journal.settle(event, fate(failure));
                                    window.release(weight);
                                });
    }

    /** A stream that is full says so: what it refused is not in it. */
    private static Fate fate(@Nullable Throwable failure) {
        if (failure == null) {
            return Fate.ACCEPTED;
        }
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                        .anyMatch(JetStreamApiException.class::isInstance)
                ? Fate.REFUSED
                : Fate.UNKNOWN;
    }

    private void awaitConfirmed() {
        try {
            if (!window.tryAcquire(WINDOW, CONFIRMED.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("JetStream does not confirm");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        window.release(WINDOW);
    }
}
