package com.justfaas.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.Names.Streams;
import com.justfaas.events.codec.AttributeText;
import com.justfaas.testkit.ReceivedRequest;
import com.justfaas.testkit.junit.NatsExtension;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.MessageInfo;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is published straight into NATS, well or badly, past every door of ours. */
class NativeEventsIT {

    private static final String ADDED = "com.justfaas.event.added.";
    private static final String INVOKED = "com.justfaas.function.invoked.";
    private static final Headers STRUCTURED =
            new Headers().put("Content-Type", "application/cloudevents+json");

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    @AutoClose private final RouterFixture box = new RouterFixture(NATS.url());

    @Test
    void areCountedApartFromThoseOfTheHttpDoor() {
        box.function("one", Map.of("event-type", "t"));

        publish(ADDED + "t", new Headers(), "{}");
        publish(ADDED + "t", binary("t"), "{}");
        publish(ADDED + "t", STRUCTURED, json("t", ""));
        publish(ADDED + "nobodys", new Headers(), "{}");
        box.post("t", "by http", "{}");
        box.functions.awaitRequests(4, Duration.ofSeconds(10));

        await().untilAsserted(
                        () ->
                                assertThat(box.registry.scrape())
                                        .contains(
                                                "faas_events_received_total{door=\"http\",type=\"t\"} 1.0",
                                                "faas_events_received_total{door=\"nats\",type=\"t\"} 3.0",
                                                "faas_events_received_total{door=\"nats\",type=\"nobodys\"} 1.0"));
    }

    @Test
    void callTheFunctionThatSubjectAndDataName() {
        FunctionName function = box.function("checkout", Map.of());

        publish(
                INVOKED + "shop.checkout",
                new Headers(),
                "{\"Name\":\"checkout\",\"Namespace\":\"shop\",\"Metadata\":{\"HTTP_METHOD\":\"PUT\"},\"Content\":\"aGk=\"}");

        box.functions.awaitRequests(1, Duration.ofSeconds(10));
        ReceivedRequest request = box.received(function).getFirst();
        assertThat(request.method()).isEqualTo("PUT");
        assertThat(request.bodyText()).isEqualTo("hi");
        assertThat(box.stored(Streams.DEAD_LETTERS)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"Name\":\"other\",\"Namespace\":\"shop\"} | the subject calls shop/checkout, and the data calls shop/other",
                "{\"Name\":\"checkout\"} | the subject calls shop/checkout, and the data calls default/checkout",
                "{\"Namespace\":\"shop\"} | the data is no function call: /Name is missing",
                "nonsense | the data is no function call: the document is not JSON",
                "'' | the data is no function call: the document is empty"
            })
    void areMalformedCallsWhenTheDataDoesNotAgreeWithTheSubject(String data, String mistake) {
        box.function("checkout", Map.of());
        box.function("other", Map.of());

        publish(INVOKED + "shop.checkout", new Headers(), data);

        assertMalformed(INVOKED + "shop.checkout", mistake);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.justfaas.anything",
                "com.justfaas.function.added",
                "com.justfaas.function.invoked",
                "com.justfaas.callback"
            })
    void areMalformedWhenTheirTypeIsReserved(String type) {
        box.function("all", Map.of("event-type", ">"));

        publish(ADDED + "x", STRUCTURED, json(type, ""));
        assertMalformed(
                ADDED + "x",
                "\"%s\"; types that start with com.justfaas. are ours".formatted(type));

        publish(ADDED + "y", binary(type), "{}");
        assertMalformed(
                ADDED + "y",
                "\"%s\"; types that start with com.justfaas. are ours".formatted(type));
    }

    @Test
    void areMalformedOnASubjectOfAnotherType() {
        box.function("checkout", Map.of());

        publish(INVOKED + "shop.checkout", binary("order.created"), "{}");
        assertMalformed(
                INVOKED + "shop.checkout", "only com.justfaas.function.invoked is right here");

        publish("com.justfaas.callback._callback.x", binary("order.created"), "{}");
        assertMalformed(
                "com.justfaas.callback._callback.x", "only com.justfaas.callback is right here");

        publish(INVOKED + "shop.checkout.more", binary("com.justfaas.function.invoked"), "{}");
        assertMalformed(INVOKED + "shop.checkout.more", "does not end with a namespace and a name");
    }

    /** As JSON they may be as large as a message; as headers of a copy they may not. */
    @Test
    void areMalformedWhenTheirAttributesDoNotFitIntoHeaders() {
        box.function("all", Map.of("event-type", ">"));
        StringBuilder attributes = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            attributes.append(",\"ext%d\":\"%s\"".formatted(i, "€".repeat(1000)));
        }

        publish(ADDED + "x", STRUCTURED, json("x", attributes.toString()));

        assertMalformed(ADDED + "x", "bytes together; 57344 is the most");
    }

    /** Whatever the server takes can also be handed over. */
    @Test
    void waitInTheBacklogHoweverLargeTheyAre() {
        Map<String, String> paused = Map.of("event-type", "t", "event-paused", "true");
        FunctionName function = box.function("sleepy", paused);
        int most = (1 << 20) - 8192;

        publish(ADDED + "t", new Headers(), "x".repeat(most - 100));
        publish(ADDED + "t", binary("t"), "x".repeat(most - 100 - binary("t").serializedLength()));
        publish(
                ADDED + "t",
                STRUCTURED,
                json("t", ",\"data\":[%s]".formatted("1,".repeat(500_000) + "1")));
        await().atMost(Duration.ofSeconds(15)).until(() -> box.stored(Streams.BACKLOG) == 3);
        box.function("sleepy", Map.of("event-type", "t"));

        box.functions.awaitRequests(3, Duration.ofSeconds(15));
        assertThat(box.received(function)).hasSize(3);
        assertThat(box.stored(Streams.DEAD_LETTERS)).isZero();
    }

    /**
     * Their dead letter's subject would be longer than the server takes: it ends the connection.
     */
    @Test
    void areMalformedWhenTheyCallSomebodyWithTooLongAName() {
        String subject = INVOKED + "shop." + "é".repeat(1000);

        publish(subject, new Headers(), "{}");

        assertMalformed(subject.substring(0, 300), "names somebody whose name is too long");
    }

    /** As at the door; and a host that is too long would make a subject that is. */
    @Test
    void areMalformedWhenTheirWebhookIsNone() {
        FunctionName function = box.function("one", Map.of("event-type", "t"));
        for (String url :
                new String[] {
                    "http://%sa/".formatted("a.".repeat(1500)),
                    "function://%s/%s".formatted("a.".repeat(900), "b.".repeat(900)),
                    "http://127.1/"
                }) {
            publish(ADDED + "t", new Headers().put("X-Event-Webhook-Url", url), "{}");
        }
        // each is looked at on a thread of its own: which comes last is chance
        await().until(() -> box.stored(Streams.DEAD_LETTERS) == 3);
        publish(ADDED + "t", new Headers().put("X-Event-Webhook-Url", "no url"), "{}");
        await().until(() -> box.stored(Streams.DEAD_LETTERS) == 4);
        assertMalformed(ADDED + "t", "X-Event-Webhook-Url is no URL; write it like https://");
        box.post("t", "good", "{}");

        box.functions.awaitRequests(1, Duration.ofSeconds(10));
        assertThat(box.received(function)).hasSize(1);
        assertThat(box.received(function).getFirst().header("ce-id")).contains("good");
        assertThat(box.stored(Streams.DEAD_LETTERS)).isEqualTo(4);
    }

    /** Callbacks and what waits have receivers of ours, which go by names of the same form. */
    @ParameterizedTest
    @CsvSource({"_callback,127.0.0.1:1/latest?x=", "_callback,127.0.0.1", "_reply,waiting"})
    void callFunctionsOnly(String namespace, String name) {
        FunctionName called = new FunctionName(namespace, name);

        publish(
                Names.Subjects.invoked(called),
                new Headers(),
                "{\"Name\":\"%s\",\"Namespace\":\"%s\"}".formatted(name, namespace));

        await().until(() -> box.stored(Streams.DEAD_LETTERS) == 1);
        await().until(() -> box.pending() == 0);
        assertThat(box.functions.requestCount()).isZero();
        assertThat(box.stored(Streams.EVENTS)).isEqualTo(1);
    }

    @Test
    void bringNoLabelsWithoutEndIntoTheMetrics() {
        for (int i = 0; i < 20; i++) {
            publish(
                    Names.Subjects.invoked(new FunctionName("made", "up-" + i)),
                    new Headers(),
                    "{\"Name\":\"up-%d\",\"Namespace\":\"made\"}".formatted(i));
        }

        await().until(() -> box.stored(Streams.DEAD_LETTERS) == 20);
        await().untilAsserted(
                        () ->
                                assertThat(box.registry.scrape())
                                        .contains(
                                                "faas_deliveries_total{ending=\"dead\",function=\"*\",namespace=\"*\"} 20.0")
                                        .doesNotContain("function=\"up-"));
    }

    @Test
    void areNoCallbacks() {
        publish(
                "com.justfaas.callback._callback.x",
                binary("com.justfaas.callback")
                        .put("ce-functionname", "payroll")
                        .put("ce-functionnamespace", "bank")
                        .put("X-Event-Webhook-Url", box.functions.uri().toString()),
                "{}");

        assertMalformed(
                "com.justfaas.callback._callback.x",
                "callbacks are made and signed by FaaS Events");
    }

    @Test
    void blockNobodyWhenTheyAreMalformed() {
        FunctionName function = box.function("one", Map.of("event-type", "t"));
        for (int i = 0; i < 50; i++) {
            publish(ADDED + "t", new Headers().put("ce-id", "1"), "{}");
        }

        box.post("t", "good", "{}");

        box.functions.awaitRequests(1, Duration.ofSeconds(10));
        assertThat(box.received(function).getFirst().header("ce-id")).contains("good");
        await().until(() -> box.stored(Streams.DEAD_LETTERS) == 50);
    }

    private void assertMalformed(String subject, String mistake) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> {
                            Headers headers = Objects.requireNonNull(lastMalformed().getHeaders());
                            assertThat(
                                            AttributeText.decode(
                                                    "subject",
                                                    Objects.requireNonNull(
                                                            headers.getFirst(
                                                                    Names.Headers.SUBJECT))))
                                    .startsWith(subject);
                            assertThat(headers.getFirst(Names.Headers.REASON))
                                    .isEqualTo("Malformed");
                            assertThat(
                                            AttributeText.decode(
                                                    "detail",
                                                    Objects.requireNonNull(
                                                            headers.getFirst(
                                                                    Names.Headers.LAST_DETAIL))))
                                    .contains(mistake);
                        });
        assertThat(box.functions.requestCount()).isZero();
    }

    private MessageInfo lastMalformed() {
        try {
            return box.nats()
                    .jetStreamManagement()
                    .getLastMessage(Streams.DEAD_LETTERS, Names.Subjects.malformedDeadLetter());
        } catch (IOException | JetStreamApiException e) {
            throw new AssertionError("no malformed dead letter", e);
        }
    }

    private void publish(String subject, Headers headers, String data) {
        try {
            box.nats().jetStream().publish(subject, headers, data.getBytes(StandardCharsets.UTF_8));
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Headers binary(String type) {
        return new Headers()
                .put("ce-specversion", "1.0")
                .put("ce-id", "1")
                .put("ce-source", "/nats")
                .put("ce-type", type);
    }

    private static String json(String type, String more) {
        return "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/nats\",\"type\":\"%s\"%s}"
                .formatted(type, more);
    }
}
