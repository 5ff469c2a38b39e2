package com.justfaas.router;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.testkit.junit.NatsExtension;
import io.nats.client.impl.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What any client of NATS can write of functions, and what must not come of it. */
class ForgedFunctionsIT {

    private static final int EVENTS = 12_000;
    private static final Duration LONG = Duration.ofMinutes(2);

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    @AutoClose private final RouterFixture box = new RouterFixture(NATS.url());

    /** More events than the shared consumer lets be unsettled. */
    @Test
    void aFunctionThatCannotBeCalledHoldsNoEvents() throws Exception {
        FunctionName good = box.function("good", Map.of("event-type", "t"));
        for (String name : List.of("x y", "evil.example/x?", "a@b")) {
            forge(name);
        }
        await().until(() -> skipped() == 3);

        for (int i = 0; i < EVENTS; i++) {
            box.nats().publish("com.justfaas.event.added.t", new byte[] {'x'});
        }
        box.nats().flush(Duration.ofSeconds(10));
        await().atMost(LONG).until(() -> box.received(good).size() == EVENTS);
        await().atMost(LONG).until(() -> box.pending() == 0);
        assertThat(box.functions.requestCount()).as("nobody else is called").isEqualTo(EVENTS);
        assertThat(gauge("faas.events.held")).isZero();
        assertThat(gauge("faas.deliveries.drift")).isZero();
        assertThat(box.stored(Names.Streams.DEAD_LETTERS)).isZero();
    }

    /** The URL of a call is made of the name as well. */
    @Test
    void callsOfNamesThatNoFunctionHasAreDeadLettersAndCallNobody() throws Exception {
        for (String name : List.of("x y", "evil.example/x?", "a@b")) {
            FunctionName function = new FunctionName("shop", name);
            box.nats()
                    .jetStream()
                    .publish(
                            Names.Subjects.invoked(function),
                            headers("com.justfaas.function.invoked", "call " + name),
                            "{\"Namespace\":\"shop\",\"Name\":\"%s\"}"
                                    .formatted(name)
                                    .getBytes(StandardCharsets.UTF_8));
        }

        await().until(() -> box.stored(Names.Streams.DEAD_LETTERS) == 3);
        await().until(() -> box.pending() == 0);
        assertThat(box.functions.requestCount()).isZero();
        Headers dead =
                requireNonNull(
                        box.nats()
                                .jetStreamManagement()
                                .getLastMessage(
                                        Names.Streams.DEAD_LETTERS,
                                        Names.Subjects.malformedDeadLetter())
                                .getHeaders());
        assertThat(dead.getFirst(Names.Headers.LAST_DETAIL)).contains("DNS%20labels");
    }

    @Test
    void callbacksToNamesThatNoFunctionHasCallNobody() throws Exception {
        box.function("good", Map.of("event-type", "t"));
        for (String url :
                List.of("function://shop/x%20y", "function://a@b/x", "function://shop/a.b")) {
            assertThat(
                            box.post(Map.of("X-Event-Type", "t", "X-Event-Webhook-Url", url), "x")
                                    .statusCode())
                    .isEqualTo(400);
            box.nats()
                    .jetStream()
                    .publish(
                            "com.justfaas.event.added.t",
                            headers("t", url).put("X-Event-Webhook-Url", url),
                            new byte[] {'x'});
        }

        await().until(() -> box.stored(Names.Streams.DEAD_LETTERS) == 3);
        await().until(() -> box.pending() == 0);
        assertThat(box.functions.requestCount()).isZero();
    }

    private void forge(String name) throws Exception {
        box.nats()
                .jetStream()
                .publish(
                        Names.Subjects.management(
                                "com.justfaas.function.added", new FunctionName("shop", name)),
                        headers("com.justfaas.function.added", name),
                        """
                        {"metadata":{"namespace":"shop","name":"%s","uid":"u","annotations":{"justfaas.com/event-type":">"}}}"""
                                .formatted(name)
                                .getBytes(StandardCharsets.UTF_8));
    }

    private static Headers headers(String type, String id) {
        return new Headers()
                .put("ce-specversion", "1.0")
                .put("ce-id", java.net.URLEncoder.encode(id, StandardCharsets.UTF_8))
                .put("ce-source", "/forged")
                .put("ce-type", type);
    }

    private double skipped() {
        return box.registry
                .get("faas.management.messages.skipped")
                .tag("reason", "invalid_name")
                .counter()
                .count();
    }

    private double gauge(String name) {
        return box.registry.get(name).gauge().value();
    }
}
