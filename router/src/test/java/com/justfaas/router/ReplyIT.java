package com.justfaas.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.testkit.Answer;
import com.justfaas.testkit.ReceivedRequest;
import com.justfaas.testkit.RecordingFunction;
import com.justfaas.testkit.Response;
import com.justfaas.testkit.junit.NatsExtension;
import io.nats.client.impl.Headers;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Functions that answer with events. */
class ReplyIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    @AutoClose private final RouterFixture box = new RouterFixture(NATS.url());
    private final ReplyFixture replies = new ReplyFixture(box);

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
        replies.answerWith(
                Map.of(
                        first,
                        ReplyFixture.event("order.checked", "fine"),
                        second,
                        Answer.status(202).body("application/cloudevents+json", paid)));

        box.post("order.created", "e1", "x");

        ReceivedRequest reply = replies.awaitOne(second);
        assertThat(reply.bodyText()).isEqualTo("fine");
        assertThat(reply.header("Content-Type")).contains("text/plain");
        assertThat(reply.header("ce-source")).contains("/functions");
        assertThat(reply.header("ce-id").orElse("")).matches("shop/first/[0-9a-f]{32}/0");
        assertThat(reply.header("ce-justfaasreplyid").orElse("")).startsWith("made-up-");
        assertThat(reply.header("ce-justfaashops")).contains("1");
        ReceivedRequest last = replies.awaitOne(third);
        assertThat(last.bodyText()).isEqualTo("{\"n\":1}");
        assertThat(last.header("ce-tenant")).contains("ada");
        assertThat(last.header("ce-justfaashops")).contains("2");
        replies.awaitMetric(
                "faas_replies_total{fate=\"stored\",function=\"first\",namespace=\"shop\"} 1.0");
        assertThat(box.stored(Names.Streams.DEAD_LETTERS)).isZero();
    }

    @Test
    void aCallIsAnsweredToTheCallbackAndWithAnEvent() {
        FunctionName called = box.function("called", Map.of());
        FunctionName wants = box.function("wants", Map.of("event-type", "order.checked"));
        replies.answerWith(Map.of(called, ReplyFixture.event("order.checked", "fine")));
        try (RecordingFunction webhook = RecordingFunction.started()) {
            box.post(
                    Map.of(
                            "X-Event-Type",
                            "com.justfaas.function.invoked",
                            "X-Event-Webhook-Url",
                            webhook.uri().toString()),
                    "{\"Name\":\"called\",\"Namespace\":\"shop\"}");

            assertThat(replies.awaitOne(wants).bodyText()).isEqualTo("fine");
            ReceivedRequest callback = webhook.awaitRequests(1, ReplyFixture.SOON).getFirst();
            assertThat(callback.bodyText()).isEqualTo("fine");
            assertThat(callback.header("X-Function-Status")).contains("200");
        }
    }

    @Test
    void whatAWebhookAnswersIsNoEvent() {
        FunctionName first = box.function("first", Map.of("event-type", "order.created"));
        FunctionName wants = box.function("wants", Map.of("event-type", "order.checked"));
        try (RecordingFunction webhook = RecordingFunction.started()) {
            webhook.answer(ReplyFixture.event("order.checked", "from outside"));

            box.post(
                    Map.of(
                            "X-Event-Type",
                            "order.created",
                            "X-Event-Webhook-Url",
                            webhook.uri().toString()),
                    "x");
            webhook.awaitRequests(1, ReplyFixture.SOON);

            // the event and its callback, and nothing after them
            replies.awaitMetric("faas_deliveries_total{ending=\"delivered\",function=\"*\"");
            assertThat(box.stored(Names.Streams.EVENTS)).isEqualTo(2);
            assertThat(box.received(first)).hasSize(1);
            assertThat(box.received(wants)).isEmpty();
        }
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
        replies.answerWith(
                Map.of(first, Answer.status(200).body("application/cloudevents+json", structured)));

        box.post("large", "e1", "x");
        assertThat(replies.awaitOne(wants).bodyText()).isEqualTo(fits);

        replies.answerWith(
                Map.of(first, ReplyFixture.event("fits", "x".repeat(1024 * 1024 - 4096))));
        box.post("large", "e2", "x");

        Headers letter = replies.deadLetter();
        assertThat(letter.getFirst(Names.Headers.REASON)).isEqualTo("ReplyRefused");
        assertThat(letter.getFirst(Names.Headers.LAST_DETAIL)).contains("bytes%20together");
        assertThat(letter.getFirst("ce-id")).isEqualTo("e2");
    }

    /** As headers they have the limit of every response; in the body, that of events. */
    @Test
    void itsAttributesMayTakeAsMuchRoomAsAtTheDoor() {
        FunctionName headers = box.function("headers", Map.of("event-type", "order.created"));
        FunctionName structured = box.function("structured", Map.of("event-type", "order.created"));
        Response binary = ReplyFixture.event("order.checked", "fine");
        StringBuilder json = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            String value = "x".repeat(1000);
            binary = i < 30 ? binary.header("ce-attribute" + i, value) : binary;
            json.append(", \"attribute%d\": \"%s\"".formatted(i, value));
        }
        String whole =
                """
                {"specversion": "1.0", "id": "1", "source": "/test", "type": "order.checked"%s}
                """
                        .formatted(json);
        replies.answerWith(
                Map.of(
                        headers,
                        binary,
                        structured,
                        Answer.status(200).body("application/cloudevents+json", whole)));

        box.post("order.created", "e1", "x");

        replies.awaitMetric("faas_replies_total{fate=\"stored\",function=\"headers\"");
        replies.awaitMetric("faas_replies_total{fate=\"stored\",function=\"structured\"");
        assertThat(box.received(headers)).hasSize(1);
        assertThat(box.received(structured)).hasSize(1);
    }
}
