package com.justfaas.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.testkit.Answer;
import com.justfaas.testkit.ReceivedRequest;
import com.justfaas.testkit.RecordingFunction;
import com.justfaas.testkit.Response;
import com.justfaas.testkit.junit.NatsExtension;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Functions that answer with events. */
class ReplyIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private static final Duration SOON = Duration.ofSeconds(10);

    private RouterFixture box;

    @BeforeEach
    void startRouter() {
        box = new RouterFixture(NATS.url());
    }

    @AfterEach
    void stopRouter() {
        box.deleteStreams();
        box.close();
    }

    private static Response event(String type, String data) {
        return Answer.status(200)
                .header("ce-specversion", "1.0")
                .header("ce-id", "made-up-" + System.nanoTime())
                .header("ce-source", "/functions")
                .header("ce-type", type)
                .body("text/plain", data);
    }

    /** Each function answers with an event of the type, and all others with nothing. */
    private void answerWith(Map<FunctionName, Answer> answers) {
        box.functions.answerBy(
                request ->
                        answers.entrySet().stream()
                                .filter(e -> request.path().startsWith("/" + e.getKey() + "/"))
                                .map(Map.Entry::getValue)
                                .findFirst()
                                .orElse(Answer.status(200)));
    }

    private ReceivedRequest awaitOne(FunctionName function) {
        await().atMost(SOON).until(() -> !box.received(function).isEmpty());
        return box.received(function).getFirst();
    }

    private Headers deadLetter() {
        await().atMost(SOON).until(() -> box.stored(Names.Streams.DEAD_LETTERS) == 1);
        try {
            MessageInfo letter =
                    box.nats().jetStreamManagement().getMessage(Names.Streams.DEAD_LETTERS, 1);
            return Objects.requireNonNull(letter.getHeaders());
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitMetric(String line) {
        await().atMost(SOON).untilAsserted(() -> assertThat(box.registry.scrape()).contains(line));
    }

    @Test
    void goesOnToWhoeverWantsItsType() {
        FunctionName first = box.function("first", Map.of("event-type", "order.created"));
        FunctionName second = box.function("second", Map.of("event-type", "order.checked"));
        FunctionName third = box.function("third", Map.of("event-type", "order.paid"));
        String paid =
                """
                {"specversion":"1.0","id":"x","source":"/pay","type":"order.paid",
                 "tenant":"ada","data":{"n":1}}
                """;
        answerWith(
                Map.of(
                        first,
                        event("order.checked", "fine"),
                        second,
                        Answer.status(202).body("application/cloudevents+json", paid)));

        box.post("order.created", "e1", "x");

        ReceivedRequest reply = awaitOne(second);
        assertThat(reply.bodyText()).isEqualTo("fine");
        assertThat(reply.header("Content-Type")).contains("text/plain");
        assertThat(reply.header("ce-source")).contains("/functions");
        assertThat(reply.header("ce-id").orElse("")).matches("shop/first/[0-9a-f]{32}/0");
        assertThat(reply.header("ce-justfaasreplyid").orElse("")).startsWith("made-up-");
        assertThat(reply.header("ce-justfaashops")).contains("1");
        ReceivedRequest last = awaitOne(third);
        assertThat(last.bodyText()).isEqualTo("{\"n\":1}");
        assertThat(last.header("ce-tenant")).contains("ada");
        assertThat(last.header("ce-justfaashops")).contains("2");
        awaitMetric(
                "faas_replies_total{fate=\"stored\",function=\"first\",namespace=\"shop\"} 1.0");
        assertThat(box.stored(Names.Streams.DEAD_LETTERS)).isZero();
    }

    @Test
    void aCallIsAnsweredToTheCallbackAndWithAnEvent() {
        FunctionName called = box.function("called", Map.of());
        FunctionName wants = box.function("wants", Map.of("event-type", "order.checked"));
        answerWith(Map.of(called, event("order.checked", "fine")));
        try (RecordingFunction webhook = RecordingFunction.started()) {
            box.post(
                    Map.of(
                            "X-Event-Type",
                            "com.justfaas.function.invoked",
                            "X-Event-Webhook-Url",
                            webhook.uri().toString()),
                    "{\"Name\":\"called\",\"Namespace\":\"shop\"}");

            assertThat(awaitOne(wants).bodyText()).isEqualTo("fine");
            ReceivedRequest callback = webhook.awaitRequests(1, SOON).getFirst();
            assertThat(callback.bodyText()).isEqualTo("fine");
            assertThat(callback.header("X-Function-Status")).contains("200");
        }
    }

    @Test
    void whatAWebhookAnswersIsNoEvent() {
        FunctionName first = box.function("first", Map.of("event-type", "order.created"));
        FunctionName wants = box.function("wants", Map.of("event-type", "order.checked"));
        try (RecordingFunction webhook = RecordingFunction.started()) {
            webhook.answer(event("order.checked", "from outside"));

            box.post(
                    Map.of(
                            "X-Event-Type",
                            "order.created",
                            "X-Event-Webhook-Url",
                            webhook.uri().toString()),
                    "x");
            webhook.awaitRequests(1, SOON);

            // the event and its callback, and nothing after them
            awaitMetric("faas_deliveries_total{ending=\"delivered\",function=\"*\"");
            assertThat(box.stored(Names.Streams.EVENTS)).isEqualTo(2);
            assertThat(box.received(first)).hasSize(1);
            assertThat(box.received(wants)).isEmpty();
        }
    }

    @Test
    void aCircleIsCutAfterSixteenAndSaidSo() {
        FunctionName ping = box.function("ping", Map.of("event-type", "ping"));
        FunctionName pong = box.function("pong", Map.of("event-type", "pong"));
        answerWith(Map.of(ping, event("pong", "x"), pong, event("ping", "x")));

        box.post("ping", "e1", "x");

        Headers letter = deadLetter();
        assertThat(letter.getFirst(Names.Headers.REASON)).isEqualTo("ReplyLoop");
        assertThat(letter.getFirst("ce-justfaashops")).isEqualTo("16");
        assertThat(letter.getFirst(Names.Headers.LAST_DETAIL)).contains("16%20functions");
        assertThat(box.functions.requestCount()).isEqualTo(17);
        assertThat(box.stored(Names.Streams.EVENTS)).isEqualTo(17);
        awaitMetric("faas_replies_total{fate=\"loop\"");
    }

    @Test
    void anAnswerThatIsNoEventIsADeadLetterOfItsOwnAndTheFunctionIsNotCalledAgain() {
        FunctionName first = box.function("first", Map.of("event-type", "order.created"));
        answerWith(
                Map.of(
                        first,
                        Answer.status(200)
                                .header("ce-specversion", "1.0")
                                .header("ce-type", "order.checked")
                                .body("text/plain", "fine")));
        try (RecordingFunction webhook = RecordingFunction.started()) {
            box.post(
                    Map.of(
                            "X-Event-Type", "order.created",
                            "X-Event-Id", "e1",
                            "X-Event-Webhook-Url", webhook.uri().toString()),
                    "x");

            Headers letter = deadLetter();
            assertThat(letter.getFirst(Names.Headers.REASON)).isEqualTo("ReplyRefused");
            assertThat(letter.getFirst("ce-id")).isEqualTo("e1");
            assertThat(letter.getFirst(Names.Headers.LAST_STATUS)).isEqualTo("200");
            assertThat(letter.getFirst(Names.Headers.LAST_DETAIL)).contains("ce-id%20is%20missing");
            assertThat(letter.getFirst(Names.Headers.LAST_RESPONSE)).isEqualTo("fine");
            ReceivedRequest callback = webhook.awaitRequests(1, SOON).getFirst();
            assertThat(callback.header("X-Event-Dead-Letter")).as("it has the event").isEmpty();
            assertThat(callback.bodyText()).isEqualTo("fine");
        }
        awaitMetric("faas_replies_total{fate=\"refused\"");
        assertThat(box.received(first)).hasSize(1);
    }

    @Test
    void aReplyMayBeAsLargeAsAnEventAndNoLarger() {
        FunctionName first =
                box.function("first", Map.of("event-type", "large", "event-retries", "0"));
        FunctionName wants = box.function("wants", Map.of("event-type", "fits"));
        String fits = "x".repeat(1_000_000);
        // in base64 it is larger than what is kept of other answers
        String structured =
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/a\",\"type\":\"fits\",\"datacontenttype\":\"text/plain\",\"data_base64\":\"%s\"}"
                        .formatted(
                                Base64.getEncoder()
                                        .encodeToString(
                                                fits.getBytes(
                                                        java.nio.charset.StandardCharsets
                                                                .US_ASCII)));
        answerWith(
                Map.of(first, Answer.status(200).body("application/cloudevents+json", structured)));

        box.post("large", "e1", "x");
        assertThat(awaitOne(wants).bodyText()).isEqualTo(fits);

        answerWith(Map.of(first, event("fits", "x".repeat(1024 * 1024 - 4096))));
        box.post("large", "e2", "x");

        Headers letter = deadLetter();
        assertThat(letter.getFirst(Names.Headers.REASON)).isEqualTo("ReplyRefused");
        assertThat(letter.getFirst(Names.Headers.LAST_DETAIL)).contains("bytes%20together");
        assertThat(letter.getFirst("ce-id")).isEqualTo("e2");
    }

    @Test
    void itsAttributesMayTakeAsMuchRoomAsAtTheDoor() {
        FunctionName first = box.function("first", Map.of("event-type", "order.created"));
        Response reply = event("order.checked", "fine");
        for (int i = 0; i < 50; i++) {
            reply = reply.header("ce-attribute" + i, "x".repeat(1000));
        }
        answerWith(Map.of(first, reply));

        box.post("order.created", "e1", "x");

        awaitMetric("faas_replies_total{fate=\"stored\",function=\"first\"");
        assertThat(box.received(first)).hasSize(1);
    }

    @Test
    void aRedeliveryEmitsNothingTwice() throws Exception {
        FunctionName first = box.function("first", Map.of("event-type", "order.created"));
        FunctionName wants = box.function("wants", Map.of("event-type", "order.checked"));
        answerWith(Map.of(first, event("order.checked", "fine")));
        box.post("order.created", "e1", "x");
        awaitOne(wants);
        await().atMost(SOON).until(() -> pending() == 0);

        // as after a crash between the reply and the acknowledgement: the same event once more
        box.router.close();
        box.nats()
                .jetStreamManagement()
                .deleteConsumer(Names.Streams.EVENTS, Names.Consumers.ROUTER);
        box.restart();

        await().atMost(SOON).until(() -> box.received(first).size() == 2);
        awaitMetric("faas_replies_total{fate=\"duplicate\",function=\"first\"");
        await().atMost(SOON).until(() -> pending() == 0);
        assertThat(box.stored(Names.Streams.EVENTS)).isEqualTo(2);
        List<String> ids =
                box.received(wants).stream().map(r -> r.header("ce-id").orElse("")).toList();
        assertThat(ids).as("redelivered with the stream").hasSize(2);
        assertThat(ids.getFirst()).isEqualTo(ids.getLast());
    }

    /** Would its cause be held meanwhile, nothing could ever make room. */
    @Test
    void aReplyWaitsForRoomAndItsCauseDoesNot() throws Exception {
        FunctionName first = box.function("first", Map.of("event-type", "order.created"));
        FunctionName wants = box.function("wants", Map.of("event-type", "order.checked"));
        CountDownLatch full = new CountDownLatch(1);
        Answer reply = event("order.checked", "fine");
        answerWith(
                Map.of(
                        first,
                        connection -> {
                            full.await();
                            reply.give(connection);
                        }));
        box.post("order.created", "e1", "x");
        awaitOne(first);
        holdAtMost(1);
        full.countDown();

        awaitMetric("faas_replies_total{fate=\"waiting\",function=\"first\"");
        await().atMost(SOON).until(() -> pending() == 0);
        await().atMost(SOON).until(() -> box.stored(Names.Streams.BACKLOG) == 1);
        assertThat(box.received(wants)).isEmpty();
        box.restart();
        holdAtMost(-1);

        assertThat(awaitOne(wants).bodyText()).isEqualTo("fine");
        await().atMost(SOON).until(() -> box.stored(Names.Streams.BACKLOG) == 0);
        assertThat(box.received(first)).hasSize(1);
        assertThat(box.stored(Names.Streams.DEAD_LETTERS)).isZero();
        assertThat(box.registry.scrape())
                .as("it is nobody whom autoscaling could scale")
                .doesNotContain("faas_proxy_requests_total{function=\"waiting\"");
    }

    /** Limits the stream of events to that many; -1 for any number. */
    private void holdAtMost(long events) throws IOException, JetStreamApiException {
        var management = box.nats().jetStreamManagement();
        management.updateStream(
                StreamConfiguration.builder(
                                management.getStreamInfo(Names.Streams.EVENTS).getConfiguration())
                        .maxMessages(events)
                        .build());
    }

    private long pending() throws IOException, JetStreamApiException {
        var consumer =
                box.nats()
                        .jetStreamManagement()
                        .getConsumerInfo(Names.Streams.EVENTS, Names.Consumers.ROUTER);
        return consumer.getNumAckPending() + consumer.getNumPending();
    }
}
