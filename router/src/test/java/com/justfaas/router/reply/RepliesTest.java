package com.justfaas.router.reply;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Payload;
import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.router.binding.MessageHeaders;
import com.justfaas.router.invocation.FunctionResponse;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepliesTest {

    private static final FunctionName CHECKOUT = new FunctionName("shop", "checkout");

    private static CloudEventBuilder order() {
        return CloudEventBuilder.v1()
                .withId("o1")
                .withSource(URI.create("/orders"))
                .withType("order.created");
    }

    private static DeliveryRecord delivery(FunctionName function, CloudEvent cause) {
        return DeliveryRecord.first(
                function, "uid", 7, Instant.EPOCH, new StoredEvent(cause, "http://hook.example/"));
    }

    private static FunctionResponse response(String body, String... headers) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            values.put(headers[i], List.of(headers[i + 1]));
        }
        return new FunctionResponse(200, new MessageHeaders(values), Payload.utf8(body), false);
    }

    private static FunctionResponse binary(String type, String id, String... more) {
        String[] headers = {
            "ce-specversion", "1.0", "ce-id", id, "ce-source", "/checkout", "ce-type", type
        };
        String[] all = new String[headers.length + more.length];
        System.arraycopy(headers, 0, all, 0, headers.length);
        System.arraycopy(more, 0, all, headers.length, more.length);
        return response("{\"n\":1}", all);
    }

    private static String json(String type, String more) {
        return "{\"specversion\":\"1.0\",\"id\":\"f1\",\"source\":\"/checkout\",\"type\":\"%s\"%s}"
                .formatted(type, more);
    }

    private static FunctionResponse structured(String json) {
        return response(json, "Content-Type", "application/cloudevents+json; charset=utf-8");
    }

    private static FunctionResponse batch(String json) {
        return response(json, "Content-Type", "application/cloudevents-batch+json");
    }

    private static List<StoredEvent> events(FunctionResponse response, DeliveryRecord record) {
        Reply reply = Replies.in(response, record);
        assertThat(reply).isInstanceOf(Reply.Events.class);
        return ((Reply.Events) reply).events();
    }

    private static CloudEvent one(FunctionResponse response, CloudEvent cause) {
        List<StoredEvent> events = events(response, delivery(CHECKOUT, cause));
        assertThat(events).hasSize(1);
        assertThat(events.getFirst().webhookUrl()).as("is the cause's alone").isNull();
        return events.getFirst().event();
    }

    private static Reply.Refused refused(FunctionResponse response) {
        return refused(response, order().build());
    }

    private static Reply.Refused refused(FunctionResponse response, CloudEvent cause) {
        Reply reply = Replies.in(response, delivery(CHECKOUT, cause));
        assertThat(reply).isInstanceOf(Reply.Refused.class);
        return (Reply.Refused) reply;
    }

    @Test
    void anAnswerInBinaryModeIsAnEvent() {
        CloudEvent reply =
                one(
                        binary(
                                "order.checked",
                                "f1",
                                "Content-Type",
                                "application/json",
                                "ce-tenant",
                                "ada%20l"),
                        order().build());

        assertThat(reply.getType()).isEqualTo("order.checked");
        assertThat(reply.getSource()).hasToString("/checkout");
        assertThat(reply.getDataContentType()).isEqualTo("application/json");
        assertThat(reply.getExtension("tenant")).isEqualTo("ada l");
        assertThat(StoredEvent.of(reply).data().utf8()).isEqualTo("{\"n\":1}");
    }

    @Test
    void anAnswerOfATypeThatNoTopicCanNameIsRefused() {
        assertThat(refused(binary("order%20created", "f1")))
                .returns(DeadLetterReason.ReplyRefused, Reply.Refused::reason)
                .extracting(Reply.Refused::mistake)
                .asString()
                .endsWith(
                        "ce-type holds white space or a control character; write it like order.created");
        assertThat(refused(structured(json("order..created", ""))).mistake())
                .endsWith("/type has an empty token; write it like order.created");
        assertThat(
                        refused(
                                        batch(
                                                "[%s,%s]"
                                                        .formatted(
                                                                json("order.paid", ""),
                                                                json("order.*", ""))))
                                .mistake())
                .endsWith(
                        "/1/type holds a wildcard, and only topics have wildcards; write it like order");
    }

    @Test
    void anAnswerInStructuredModeIsAnEvent() {
        CloudEvent reply =
                one(structured(json("order.checked", ",\"data\":{\"n\":1}")), order().build());

        assertThat(reply.getType()).isEqualTo("order.checked");
        assertThat(StoredEvent.of(reply).data().utf8()).isEqualTo("{\"n\":1}");
    }

    @Test
    void anAnswerInBatchedModeIsSeveralEventsWithIdsOfTheirOwn() {
        List<StoredEvent> events =
                events(
                        batch("[%s,%s]".formatted(json("a", ""), json("b", ""))),
                        delivery(CHECKOUT, order().build()));

        assertThat(events).extracting(e -> e.event().getType()).containsExactly("a", "b");
        assertThat(events).extracting(e -> e.event().getId()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Type, application/json",
        "X-Event-Type, order.checked",
        "ce-type, order.checked",
    })
    void everyOtherAnswerIsForTheCallbackOnly(String header, String value) {
        FunctionResponse response = response(json("order.checked", ""), header, value);

        assertThat(events(response, delivery(CHECKOUT, order().build()))).isEmpty();
    }

    @Test
    void anEmptyBatchIsNoEvent() {
        assertThat(events(batch("[]"), delivery(CHECKOUT, order().build()))).isEmpty();
    }

    @Test
    void whatACallbacksReceiverAnswersIsNoEvent() {
        CloudEvent callback = order().withType("com.justfaas.callback").build();

        assertThat(events(binary("order.checked", "f1"), delivery(CHECKOUT, callback))).isEmpty();
    }

    @Test
    void aCallMayBeAnsweredWithAnEventToo() {
        CloudEvent call = order().withType("com.justfaas.function.invoked").build();

        assertThat(one(binary("order.checked", "f1"), call).getType()).isEqualTo("order.checked");
    }

    @Test
    void theIdIsTheSameInEachAttemptWhateverTheFunctionSays() {
        CloudEvent first = one(binary("order.checked", "f1"), order().build());
        CloudEvent second = one(binary("order.checked", "f2"), order().build());

        assertThat(first.getId()).matches("shop/checkout/[0-9a-f]{32}/0");
        assertThat(second.getId()).isEqualTo(first.getId());
        assertThat(first.getExtension("justfaasreplyid")).isEqualTo("f1");
        assertThat(second.getExtension("justfaasreplyid")).isEqualTo("f2");
    }

    @Test
    void anotherEventAnotherSourceOrAnotherFunctionMakesAnotherId() {
        FunctionResponse response = binary("order.checked", "f1");
        FunctionName other = new FunctionName("shop", "other");

        assertThat(
                        List.of(
                                one(response, order().build()).getId(),
                                one(response, order().withId("o2").build()).getId(),
                                one(response, order().withSource(URI.create("/b")).build()).getId(),
                                events(response, delivery(other, order().build()))
                                        .getFirst()
                                        .event()
                                        .getId()))
                .doesNotHaveDuplicates();
    }

    @Test
    void hopsAreCountedWhateverTheFunctionSays() {
        CloudEvent first = one(binary("a", "f1", "ce-justfaashops", "0"), order().build());
        CloudEvent second = one(binary("b", "f1"), first);

        assertThat(first.getExtension("justfaashops")).isEqualTo("1");
        assertThat(second.getExtension("justfaashops")).isEqualTo("2");
    }

    @Test
    void theSixteenthFunctionInARowIsTheLastThatMayAnswer() {
        CloudEvent fifteen = order().withExtension("justfaashops", "15").build();
        CloudEvent sixteen = order().withExtension("justfaashops", "16").build();

        assertThat(one(binary("a", "f1"), fifteen).getExtension("justfaashops")).isEqualTo("16");
        Reply.Refused loop = refused(binary("order.created", "f1"), sixteen);
        assertThat(loop.reason()).isEqualTo(DeadLetterReason.ReplyLoop);
        assertThat(loop.mistake())
                .contains("type order.created is not sent on")
                .contains("16 functions in a row")
                .contains("shop/checkout");
    }

    @Test
    void aTraceGoesOnUnlessTheFunctionHasOneOfItsOwn() {
        CloudEvent traced =
                order().withExtension("traceparent", "00-a-b-01")
                        .withExtension("tracestate", "x=1")
                        .build();

        CloudEvent silent = one(binary("a", "f1"), traced);
        CloudEvent tracing = one(binary("a", "f1", "ce-traceparent", "00-a-c-01"), traced);

        assertThat(silent.getExtension("traceparent")).isEqualTo("00-a-b-01");
        assertThat(silent.getExtension("tracestate")).isEqualTo("x=1");
        assertThat(tracing.getExtension("traceparent")).isEqualTo("00-a-c-01");
        assertThat(tracing.getExtension("tracestate")).isNull();
    }

    @Test
    void whatIsNoEventIsRefusedWithTheDoorsWords() {
        assertThat(
                        refused(response("", "ce-specversion", "1.0", "ce-id", "1", "ce-type", "a"))
                                .mistake())
                .isEqualTo(
                        "the function has the event, but its answer is no event that can be sent on: ce-source is missing");
        assertThat(refused(structured("[]")).mistake())
                .endsWith(": the document is not a JSON object");
        assertThat(refused(batch("[%s,{}]".formatted(json("a", "")))).mistake())
                .endsWith("/1/specversion is missing; it is 1.0");
        assertThat(refused(binary("a", "f1", "ce-datacontenttype", "text/plain")).mistake())
                .contains("ce-datacontenttype must not be there");
        assertThat(refused(binary("a", "f1", "ce-justfaashops", "many")).mistake())
                .contains("ce-justfaashops is not a number");
        assertThat(refused(binary("a", "f1", "Content-Encoding", "gzip")).mistake())
                .contains("Content-Encoding must be identity");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cloudevents+avro",
                "application/cloudevents",
                "application/cloudevents+json; charset=utf-16"
            })
    void aFormatThatTheDoorDoesNotTakeIsRefused(String contentType) {
        assertThat(refused(response("{}", "Content-Type", contentType)).mistake())
                .contains("Content-Type names an event format that is not supported");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"com.justfaas.callback", "com.justfaas.function.deleted", "com.justfaas.x"})
    void aReservedTypeIsRefused(String type) {
        Reply.Refused reply = refused(binary(type, "f1"));

        assertThat(reply.reason()).isEqualTo(DeadLetterReason.ReplyRefused);
        assertThat(reply.mistake()).contains("ce-type is \"" + type).contains("are ours");
        assertThat(refused(batch("[%s,%s]".formatted(json("a", ""), json(type, "")))).mistake())
                .contains("/1/type is \"" + type);
    }

    @Test
    void aCallMustSayWhomItCalls() {
        FunctionResponse call =
                structured(
                        json(
                                "com.justfaas.function.invoked",
                                ",\"data\":{\"Name\":\"invoice\",\"Namespace\":\"shop\"}"));

        assertThat(one(call, order().build()).getType()).endsWith("function.invoked");
        assertThat(refused(binary("com.justfaas.function.invoked", "f1")).mistake())
                .contains("/Name is missing");
    }

    @Test
    void whatWasCutOffIsRefused() {
        FunctionResponse whole = binary("a", "f1");

        assertThat(
                        refused(new FunctionResponse(200, whole.headers(), whole.body(), true))
                                .mistake())
                .contains("it is larger than 7 bytes");
    }

    @Test
    void aBatchHasAnEnd() {
        String event = json("a", "");
        String most = "[" + (event + ",").repeat(99) + event + "]";

        assertThat(events(batch(most), delivery(CHECKOUT, order().build()))).hasSize(100);
        assertThat(refused(batch("[" + event + "," + most.substring(1))).mistake())
                .contains("it holds 101 events; 100 is the most");
    }
}
