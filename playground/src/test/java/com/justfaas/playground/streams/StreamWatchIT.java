package com.justfaas.playground.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.EventTypes;
import com.justfaas.events.FunctionName;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.DeliveryRecords;
import com.justfaas.events.codec.Failures;
import com.justfaas.events.codec.NatsEvents;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.playground.gateway.Traffic;
import com.justfaas.testkit.junit.NatsExtension;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.impl.Headers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StreamWatchIT {

    @RegisterExtension private static final NatsExtension NATS = new NatsExtension();

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final FunctionName MAILER = new FunctionName("shop", "mailer");
    private static final String LAST = "com.justfaas.deadletter.shop.last";

    private final List<Traffic> traffic = new CopyOnWriteArrayList<>();
    private final StreamWatch watch =
            new StreamWatch(
                    NATS.url(),
                    URI.create("http://127.0.0.1:8000/callbacks/"),
                    traffic::add,
                    Clock.fixed(NOON, ZoneOffset.UTC));
    private Connection nats;

    @BeforeEach
    void start() throws Exception {
        watch.start();
        nats = Nats.connect(NATS.url());
        await().until(
                        () -> {
                            nats.publish("com.justfaas.deadletter.shop.first", new byte[0]);
                            return !traffic.isEmpty();
                        });
        traffic.clear();
    }

    @AfterEach
    void close() throws InterruptedException {
        nats.close();
        watch.close();
    }

    @Test
    void showsADeadLetterWithItsReasonAndTime() {
        DeliveryRecord record =
                DeliveryRecord.first(
                                MAILER,
                                "",
                                1,
                                NOON.minusSeconds(2),
                                StoredEvent.of(event("order.created").build()))
                        .failed(new Failures(NOON, NOON, 400, "answered 400", "an order is JSON"));
        Headers headers = DeliveryRecords.headers(record);
        headers.put("Faas-Reason", "Rejected");

        nats.publish("com.justfaas.deadletter.shop.mailer", headers, new byte[0]);

        assertThat(seen())
                .containsExactly(
                        new Traffic.DeadLettered(
                                NOON,
                                "shop/mailer",
                                "order.created",
                                "1",
                                "Rejected, answered 400: an order is JSON",
                                Duration.ofSeconds(2)));
    }

    @Test
    void showsWhereCallbacksGoUnlessTheGatewaySeesThemArrive() {
        callback("http://127.0.0.1:8000/callbacks/here");
        callback("function://shop/audit");
        callback("http://127.0.0.1:3000/hook");

        assertThat(seen())
                .containsExactly(
                        new Traffic.CallbackSent(
                                NOON, "shop/mailer", "200", "http://127.0.0.1:3000/hook", "done"));
    }

    @Test
    void whatIsNoneOfOursIsReadAsFarAsItGoes() {
        Headers wrong = new Headers().put("Faas-Reason", "%zz").put("Faas-Attempts", "many");
        nats.publish("com.justfaas.deadletter.shop.mailer", wrong, new byte[0]);
        nats.publish("com.justfaas.deadletter.one", bytes("{"));
        nats.publish("com.justfaas.callback.a.b", bytes("{"));
        nats.publish("com.justfaas.callback.a.b", wrong, bytes("{"));

        assertThat(seen())
                .extracting(seen -> ((Traffic.DeadLettered) seen).receiver())
                .containsExactly("shop/mailer", "_/com.justfaas.deadletter.one");
    }

    private void callback(String url) {
        CloudEvent event =
                event(EventTypes.CALLBACK)
                        .withExtension("functionname", "mailer")
                        .withExtension("functionnamespace", "shop")
                        .withExtension("functionstatus", "200")
                        .build();
        nats.publish(
                "com.justfaas.callback._callback.host",
                NatsEvents.headers(new StoredEvent(event, url)),
                bytes("done"));
    }

    /** All up to a last one, which is left out. */
    private List<Traffic> seen() {
        nats.publish(LAST, new byte[0]);
        await().until(
                        () ->
                                traffic.stream()
                                        .anyMatch(
                                                seen ->
                                                        seen instanceof Traffic.DeadLettered dead
                                                                && dead.receiver()
                                                                        .equals("shop/last")));
        return traffic.stream()
                .filter(
                        seen ->
                                !(seen instanceof Traffic.DeadLettered dead
                                        && List.of("shop/first", "shop/last")
                                                .contains(dead.receiver())))
                .toList();
    }

    private static CloudEventBuilder event(String type) {
        return CloudEventBuilder.v1().withId("1").withSource(URI.create("/test")).withType(type);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
