package com.justfaas.router.backlog;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names.Subjects.BacklogSubject;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.events.streams.Backlog;
import com.justfaas.events.streams.BacklogEntry;
import com.justfaas.events.streams.NatsLink;
import com.justfaas.events.streams.NatsSettings;
import com.justfaas.events.streams.StreamLimits;
import com.justfaas.events.streams.StreamSetup;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;

/** An empty backlog on a real server, and what may wait in it. */
final class BacklogFixture implements AutoCloseable {

    static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final long MIB = 1 << 20;

    final NatsLink link;
    final Backlog backlog;
    private long stored;

    BacklogFixture(String url) {
        link = new NatsLink("test", new NatsSettings(url, null));
        link.start();
        Awaitility.await().until(link::isConnected);
        setUp();
        backlog = new Backlog(link);
        makeAnew();
    }

    private void setUp() {
        new StreamSetup(new StreamLimits(MIB, MIB, 64 * MIB, MIB)).ensure(link.connection());
    }

    /** Somebody deletes the stream, and it is made again. */
    void makeAnew() {
        try {
            link.connection().jetStreamManagement().deleteStream("faas-backlog");
            setUp();
            settle();
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException(e);
        }
    }

    static BacklogSubject tier(int function, int tier) {
        return new BacklogSubject(new FunctionName("shop", "f" + function), tier);
    }

    /** Stores a copy that is due; returns its sequence. */
    long store(BacklogSubject at) {
        return store(at, NOON, 10);
    }

    long store(BacklogSubject at, Instant due, int bytes) {
        stored++;
        DeliveryRecord record =
                DeliveryRecord.first(at.function(), "uid", stored, NOON, event("" + stored, bytes));
        return backlog.store(record, at.tier(), due, "id-" + System.nanoTime() + "-" + stored);
    }

    static StoredEvent event(String id, int bytes) {
        return StoredEvent.of(
                CloudEventBuilder.v1()
                        .withId(id)
                        .withSource(URI.create("/test"))
                        .withType("order.created")
                        .withData("text/plain", new byte[bytes])
                        .build());
    }

    void remove(List<Long> sequences) {
        backlog.removeEach(sequences, backlog.streamMade());
    }

    /** Until all was heard of how the stream was set up. */
    private void settle() {
        Awaitility.await()
                .during(Duration.ofMillis(100))
                .pollInterval(Duration.ofMillis(10))
                .until(this::isSure);
    }

    private boolean isSure() {
        boolean sure = !backlog.streamMade().equals(Instant.EPOCH);
        if (!sure) {
            var _ = backlog.census();
        }
        return sure;
    }

    /** What waits there, by asking the stream for it. */
    List<Long> waiting(BacklogSubject at) {
        return backlog.read(at.function(), at.tier(), 1, 10_000).stream()
                .map(BacklogEntry::sequence)
                .toList();
    }

    @Override
    public void close() {
        link.close();
    }
}
