package com.justfaas.router;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.events.streams.Backlog;
import com.justfaas.events.streams.NatsLink;
import com.justfaas.events.streams.NatsSettings;
import com.justfaas.router.callback.Receivers;
import com.justfaas.testkit.Answer;
import com.justfaas.testkit.ReceivedRequest;
import com.justfaas.testkit.RecordingFunction;
import com.justfaas.testkit.junit.NatsExtension;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events for many functions each, more than deliveries can be started for at once. */
class FanOutIT {

    private static final int FUNCTIONS = 50;
    private static final int EVENTS = 400;

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    @AutoClose private final RouterFixture box = new RouterFixture(NATS.url());
    @AutoClose private final RecordingFunction webhook = RecordingFunction.started();

    @Test
    void waitInTheBacklogAndAreDeliveredToEachFunctionOnce() {
        List<FunctionName> functions =
                IntStream.range(0, FUNCTIONS)
                        .mapToObj(i -> box.function("f" + i, Map.of("event-type", "shared")))
                        .toList();
        box.functions.answer(Answer.after(Duration.ofMillis(20), Answer.status(200)));

        for (int i = 0; i < EVENTS; i++) {
            box.nats().publish("com.justfaas.event.added.shared", "{}".getBytes(UTF_8));
        }
        var response =
                box.post(
                        Map.of(
                                "X-Event-Type", "shared",
                                "X-Event-Id", "last",
                                "X-Event-Webhook-Url", webhook.uri() + "hook"),
                        "x");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);

        box.functions.awaitRequests(FUNCTIONS * (EVENTS + 1), Duration.ofMinutes(1));
        var callbacks = webhook.awaitRequests(FUNCTIONS, Duration.ofSeconds(20));
        await().atMost(Duration.ofSeconds(20)).until(() -> box.pending() == 0);
        assertThat(delivered("_event", "waiting")).as("events that waited").isPositive();
        assertThat(functions)
                .allSatisfy(
                        function ->
                                assertThat(box.received(function))
                                        .extracting(FanOutIT::id)
                                        .doesNotHaveDuplicates()
                                        .hasSize(EVENTS + 1));
        assertThat(callbacks)
                .as("none for the copy that waited")
                .extracting(callback -> callback.header("X-Function-Name").orElse(""))
                .containsExactlyInAnyOrderElementsOf(
                        functions.stream().map(FunctionName::name).toList());
        assertThat(box.registry.get("faas.deliveries.drift").gauge().value()).isZero();
        assertThat(box.registry.get("faas.deliveries.waiting").gauge().value()).isZero();
    }

    /** How old an event may be is for each function to say. */
    @Test
    void isADeadLetterOfTheFunctionsForWhichItHasBecomeTooOld() {
        FunctionName strict =
                box.function("strict", Map.of("event-type", "shared", "event-max-age", "1m"));
        FunctionName lenient = box.function("lenient", Map.of("event-type", "shared"));
        try (NatsLink link = new NatsLink("test", new NatsSettings(NATS.url(), null))) {
            link.start();
            await().until(link::isConnected);
            Instant accepted = Instant.now().minus(Duration.ofHours(1));
            new Backlog(link)
                    .store(
                            DeliveryRecord.first(
                                    Names.Receivers.WAITING_EVENTS,
                                    Receivers.EVENTS_UID,
                                    1,
                                    accepted,
                                    event()),
                            0,
                            accepted,
                            "waiting");
        }

        box.functions.awaitRequests(1, Duration.ofSeconds(20));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> box.stored(Names.Streams.DEAD_LETTERS) == 1);
        await().atMost(Duration.ofSeconds(20)).until(() -> box.stored(Names.Streams.BACKLOG) == 0);
        assertThat(box.received(lenient)).hasSize(1);
        assertThat(box.received(strict)).isEmpty();
        assertThat(
                        box.registry
                                .get("faas.deliveries")
                                .tags("function", "strict", "ending", "dead")
                                .counter()
                                .count())
                .isEqualTo(1);
    }

    private static StoredEvent event() {
        return StoredEvent.of(
                CloudEventBuilder.v1()
                        .withId("e1")
                        .withSource(URI.create("/shop"))
                        .withType("shared")
                        .build());
    }

    private static String id(ReceivedRequest request) {
        return request.header("ce-id").orElse("");
    }

    private double delivered(String namespace, String function) {
        return box.registry
                .get("faas.deliveries")
                .tags("namespace", namespace, "function", function, "ending", "delivered")
                .counter()
                .count();
    }
}
