package com.justfaas.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.testkit.Answer;
import com.justfaas.testkit.ReceivedRequest;
import com.justfaas.testkit.RecordingFunction;
import com.justfaas.testkit.junit.NatsExtension;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Answers that must not go on, not twice, or not yet. */
class ReplySafetyIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    @AutoClose private final RouterFixture box = new RouterFixture(NATS.url());
    private final ReplyFixture replies = new ReplyFixture(box);

    @Test
    void aCircleIsCutAfterSixteenAndSaidSo() {
        FunctionName ping = box.function("ping", Map.of("event-type", "ping"));
        FunctionName pong = box.function("pong", Map.of("event-type", "pong"));
        replies.answerWith(
                Map.of(
                        ping,
                        ReplyFixture.event("pong", "x"),
                        pong,
                        ReplyFixture.event("ping", "x")));

        box.post("ping", "e1", "x");

        Headers letter = replies.deadLetter();
        assertThat(letter.getFirst(Names.Headers.REASON)).isEqualTo("ReplyLoop");
        assertThat(letter.getFirst("ce-justfaashops")).isEqualTo("16");
        assertThat(letter.getFirst(Names.Headers.LAST_DETAIL)).contains("16%20functions");
        assertThat(box.functions.requestCount()).isEqualTo(17);
        assertThat(box.stored(Names.Streams.EVENTS)).isEqualTo(17);
        replies.awaitMetric("faas_replies_total{fate=\"loop\"");
    }

    @Test
    void anAnswerThatIsNoEventIsADeadLetterOfItsOwnAndTheFunctionIsNotCalledAgain() {
        FunctionName first = box.function("first", Map.of("event-type", "order.created"));
        replies.answerWith(
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

            Headers letter = replies.deadLetter();
            assertThat(letter.getFirst(Names.Headers.REASON)).isEqualTo("ReplyRefused");
            assertThat(letter.getFirst("ce-id")).isEqualTo("e1");
            assertThat(letter.getFirst(Names.Headers.LAST_STATUS)).isEqualTo("200");
            assertThat(letter.getFirst(Names.Headers.LAST_DETAIL)).contains("ce-id%20is%20missing");
            assertThat(letter.getFirst(Names.Headers.LAST_RESPONSE)).isEqualTo("fine");
            ReceivedRequest callback = webhook.awaitRequests(1, ReplyFixture.SOON).getFirst();
            assertThat(callback.header("X-Event-Dead-Letter")).as("it has the event").isEmpty();
            assertThat(callback.bodyText()).isEqualTo("fine");
        }
        replies.awaitMetric("faas_replies_total{fate=\"refused\"");
        assertThat(box.received(first)).hasSize(1);
    }

    @Test
    void aRedeliveryEmitsNothingTwice() throws Exception {
        FunctionName first = box.function("first", Map.of("event-type", "order.created"));
        FunctionName wants = box.function("wants", Map.of("event-type", "order.checked"));
        replies.answerWith(Map.of(first, ReplyFixture.event("order.checked", "fine")));
        box.post("order.created", "e1", "x");
        replies.awaitOne(wants);
        await().atMost(ReplyFixture.SOON).until(() -> box.pending() == 0);

        // as after a crash between the reply and the acknowledgement: the same event once more
        box.router.close();
        box.nats()
                .jetStreamManagement()
                .deleteConsumer(Names.Streams.EVENTS, Names.Consumers.ROUTER);
        box.restart();

        await().atMost(ReplyFixture.SOON).until(() -> box.received(first).size() == 2);
        replies.awaitMetric("faas_replies_total{fate=\"duplicate\",function=\"first\"");
        await().atMost(ReplyFixture.SOON).until(() -> box.pending() == 0);
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
        Answer reply = ReplyFixture.event("order.checked", "fine");
        replies.answerWith(
                Map.of(
                        first,
                        connection -> {
                            full.await();
                            reply.give(connection);
                        }));
        box.post("order.created", "e1", "x");
        replies.awaitOne(first);
        holdAtMost(1);
        full.countDown();

        replies.awaitMetric("faas_replies_total{fate=\"waiting\",function=\"first\"");
        await().atMost(ReplyFixture.SOON).until(() -> box.pending() == 0);
        await().atMost(ReplyFixture.SOON).until(() -> box.stored(Names.Streams.BACKLOG) == 1);
        assertThat(box.received(wants)).isEmpty();
        box.restart();
        holdAtMost(-1);

        assertThat(replies.awaitOne(wants).bodyText()).isEqualTo("fine");
        await().atMost(ReplyFixture.SOON).until(() -> box.stored(Names.Streams.BACKLOG) == 0);
        assertThat(box.received(first)).hasSize(1);
        assertThat(box.stored(Names.Streams.DEAD_LETTERS)).isZero();
        assertThat(box.registry.scrape())
                .as("it is nobody whom autoscaling could scale")
                .doesNotContain("faas_proxy_requests_total{function=\"waiting\"");
    }

    /** A stream full of events with callbacks would never empty, were they held until then. */
    @Test
    void aCallbackWaitsForRoomAndItsCauseDoesNot() throws Exception {
        FunctionName first = box.function("first", Map.of("event-type", "order.created"));
        CountDownLatch full = new CountDownLatch(1);
        Answer answer = Answer.status(200).body("text/plain", "fine");
        replies.answerWith(
                Map.of(
                        first,
                        connection -> {
                            full.await();
                            answer.give(connection);
                        }));
        try (RecordingFunction webhook = RecordingFunction.started()) {
            box.post(
                    Map.of(
                            "X-Event-Type", "order.created",
                            "X-Event-Id", "e1",
                            "X-Event-Webhook-Url", webhook.uri().toString()),
                    "x");
            replies.awaitOne(first);
            holdAtMost(1);
            full.countDown();

            await().atMost(ReplyFixture.SOON).until(() -> box.pending() == 0);
            await().atMost(ReplyFixture.SOON).until(() -> box.stored(Names.Streams.BACKLOG) == 1);
            assertThat(webhook.requestCount()).isZero();
            holdAtMost(-1);

            ReceivedRequest callback = webhook.awaitRequests(1, ReplyFixture.SOON).getFirst();
            assertThat(callback.bodyText()).isEqualTo("fine");
            assertThat(callback.header("X-Function-Name")).contains("first");
        }
        await().atMost(ReplyFixture.SOON).until(() -> box.stored(Names.Streams.BACKLOG) == 0);
        assertThat(box.received(first)).hasSize(1);
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
}
