package com.justfaas.router.deadletter;

import static org.awaitility.Awaitility.await;

import com.justfaas.events.FunctionName;
import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.Failures;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.events.streams.Backlog;
import com.justfaas.events.streams.BacklogEntry;
import com.justfaas.events.streams.DeadLetters;
import com.justfaas.events.streams.NatsLink;
import com.justfaas.events.streams.NatsSettings;
import com.justfaas.events.streams.StreamLimits;
import com.justfaas.events.streams.StreamSetup;
import com.justfaas.events.topics.EventAnnotations;
import com.justfaas.router.functions.KnownFunction;
import com.justfaas.testkit.Streams;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.nats.client.JetStreamApiException;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Streams of our own, all empty, the API on them, and a pen that writes dead letters. */
final class Graveyard implements AutoCloseable {

    static final Instant DIED = Instant.parse("2026-11-24T08:00:00Z");
    private static final StreamLimits SMALL =
            new StreamLimits(4 << 20, 16 << 20, 64 << 20, 256 << 20);

    final NatsLink link;
    final DeadLetters letters;
    final Backlog backlog;
    final Map<FunctionName, KnownFunction> known = new ConcurrentHashMap<>();
    final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final ApiClient api;
    volatile boolean functionsRead = true;
    private final DeadLetterApi routes;
    private final AtomicInteger written = new AtomicInteger();

    Graveyard(String natsUrl) {
        link = new NatsLink("test", new NatsSettings(natsUrl, null));
        link.start();
        await().atMost(Duration.ofSeconds(10)).until(link::isConnected);
        emptyStreams();
        letters = new DeadLetters(link);
        backlog = new Backlog(link);
        routes =
                new DeadLetterApi(
                        letters,
                        backlog,
                        name -> Optional.ofNullable(known.get(name)),
                        () -> functionsRead,
                        registry,
                        Clock.systemUTC());
        routes.start();
        api = new ApiClient(routes);
    }

    private void emptyStreams() {
        Streams.deleteAll(link.connection());
        new StreamSetup(SMALL).ensure(link.connection());
    }

    /** Announces a function. */
    FunctionName function(String name, String uid) {
        FunctionName function = new FunctionName("shop", name);
        known.put(
                function, new KnownFunction(function, uid, EventAnnotations.read(Map.of()), DIED));
        return function;
    }

    static CloudEvent event(String id, String contentType, byte[] data) {
        return CloudEventBuilder.v1()
                .withId(id)
                .withSource(URI.create("/orders"))
                .withType("order.created")
                .withDataContentType(contentType)
                .withData(data)
                .build();
    }

    /** Buries a delivery that failed three times. */
    long bury(FunctionName function, DeadLetterReason reason, CloudEvent event) {
        DeliveryRecord record =
                new DeliveryRecord(
                        function,
                        "uid of then",
                        17,
                        DIED.minusSeconds(60),
                        3,
                        Optional.of(
                                new Failures(
                                        DIED.minusSeconds(30), DIED, 500, "500 from it", "oh no")),
                        StoredEvent.of(event));
        return letters.store(record, reason, "test-" + written.incrementAndGet());
    }

    long bury(FunctionName function, DeadLetterReason reason, String id) {
        return bury(
                function, reason, event(id, "application/json", utf8("{\"id\":\"" + id + "\"}")));
    }

    /** Buries so many with ids e0, e1, …. */
    void bury(FunctionName function, DeadLetterReason reason, int count) {
        for (int i = 0; i < count; i++) {
            bury(function, reason, "e" + i);
        }
    }

    /** Publishes as somebody else would. */
    long publish(String subject, Map<String, String> headers, String data) {
        Headers nats = new Headers();
        headers.forEach(nats::put);
        try {
            return link.connection().jetStream().publish(subject, nats, utf8(data)).getSeqno();
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What waits for a function to be delivered at once. */
    List<BacklogEntry> waiting(FunctionName function) {
        return backlog.read(function, 0, 1, 2000);
    }

    /** The ids of the events that wait for a function to be delivered at once. */
    List<String> waitingIds(FunctionName function) {
        return waiting(function).stream()
                .map(entry -> entry.record().orElseThrow().event().event().getId())
                .toList();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        routes.close();
        api.close();
        link.close();
    }
}
