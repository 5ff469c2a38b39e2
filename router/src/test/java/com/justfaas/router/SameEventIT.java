package com.justfaas.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.Names.Streams;
import com.justfaas.router.delivery.Tiers;
import com.justfaas.testkit.junit.NatsExtension;
import io.nats.client.JetStreamApiException;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * One event, sent in every mode, is the same event: byte by byte in the stream where we write it,
 * and in the copy that waits in the backlog, however it came.
 */
class SameEventIT {

    private static final String DATA = "{\"greeting\":\"größe 😀\",\"price\":1.10}";
    private static final String ID = "Euro € 1";
    private static final String ENCODED_ID = "Euro%20%E2%82%AC%201";
    private static final String TYPE = "order.created";

    /** What tells one storing of an event from another; nothing else may differ. */
    private static final java.util.Set<String> OF_THE_COPY =
            java.util.Set.of(
                    "Nats-Msg-Id",
                    "Nats-Expected-Stream",
                    Names.Headers.ACCEPTED_AT,
                    Names.Headers.DUE);

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    /**
     * A message as the server has it.
     *
     * @param headers the block as it is, from {@code NATS/1.0} to its end
     */
    private record Message(String headers, String data) {

        /** Without what differs from copy to copy. */
        Message event() {
            return new Message(
                    headers.lines()
                            .filter(line -> !OF_THE_COPY.contains(line.split(":", 2)[0]))
                            .collect(Collectors.joining("\n")),
                    data);
        }

        Message without(String name) {
            return new Message(
                    headers.lines()
                            .filter(line -> !line.startsWith(name + ":"))
                            .collect(Collectors.joining("\n")),
                    data);
        }
    }

    /** The same event, in the stream of events and in the backlog. */
    private record Stored(Message event, Message copy) {}

    @Test
    void isStoredByteIdenticallyInEveryCloudEventsMode() {
        Stored binary =
                stored(
                        box -> {
                            Map<String, String> headers = attributes();
                            headers.put("Content-Type", "application/json");
                            accept(box, headers, DATA);
                        });
        Stored structured =
                stored(
                        box ->
                                accept(
                                        box,
                                        Map.of("Content-Type", "application/cloudevents+json"),
                                        json()));
        Stored batched =
                stored(
                        box ->
                                accept(
                                        box,
                                        Map.of(
                                                "Content-Type",
                                                "application/cloudevents-batch+json"),
                                        "[" + json() + "]"));
        Stored natsBinary =
                stored(
                        box -> {
                            Headers headers = new Headers();
                            attributes().forEach(headers::put);
                            headers.put("ce-datacontenttype", "application/json");
                            publish(box, headers, DATA);
                        });
        Stored natsStructured =
                stored(
                        box ->
                                publish(
                                        box,
                                        new Headers()
                                                .put(
                                                        "Content-Type",
                                                        "application/cloudevents+json"),
                                        json()));

        // all of it, the client's own headers included
        assertThat(structured.event()).isEqualTo(binary.event());
        assertThat(batched.event()).isEqualTo(binary.event());
        // what is published straight into NATS is stored by the server as it came
        assertThat(sorted(natsBinary.event().event())).isEqualTo(sorted(binary.event().event()));

        assertThat(binary.copy().headers()).contains("ce-id:" + ENCODED_ID, "ce-tenant:gr");
        assertThat(binary.copy().data()).isEqualTo(DATA);
        assertThat(structured.copy().event()).isEqualTo(binary.copy().event());
        assertThat(batched.copy().event()).isEqualTo(binary.copy().event());
        assertThat(natsBinary.copy().event()).isEqualTo(binary.copy().event());
        assertThat(natsStructured.copy().event()).isEqualTo(binary.copy().event());
    }

    /** Header mode knows five attributes; the time is ours, since the sender cannot give one. */
    @Test
    void isStoredByteIdenticallyInHeaderModeExceptForTheTime() {
        String json =
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/shop\",\"type\":\"%s\",\"datacontenttype\":\"application/json\",\"data\":%s}"
                        .formatted(TYPE, DATA);
        Stored header =
                stored(
                        box ->
                                accept(
                                        box,
                                        Map.of(
                                                "X-Event-Type", TYPE,
                                                "X-Event-Id", "1",
                                                "X-Event-Source", "/shop",
                                                "Content-Type", "application/json"),
                                        DATA));
        Stored structured =
                stored(
                        box ->
                                accept(
                                        box,
                                        Map.of("Content-Type", "application/cloudevents+json"),
                                        json));

        assertThat(header.event().headers()).contains("ce-time:");
        assertThat(sorted(header.event().without("ce-time")))
                .isEqualTo(sorted(structured.event().without("ce-time")));
        assertThat(sorted(header.copy().event().without("ce-time")))
                .isEqualTo(sorted(structured.copy().event()));
    }

    private static Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("ce-specversion", "1.0");
        attributes.put("ce-id", ENCODED_ID);
        attributes.put("ce-source", "/shop");
        attributes.put("ce-type", TYPE);
        attributes.put("ce-subject", "100%25");
        attributes.put("ce-time", "2026-11-24T08:15:30.5Z");
        attributes.put("ce-dataschema", "urn:greeting");
        attributes.put("ce-tenant", "gr%C3%B6%C3%9Fe");
        attributes.put("ce-count", "5");
        attributes.put("ce-sampled", "true");
        return attributes;
    }

    private static String json() {
        return """
        {"data": %s, "specversion": "1.0", "id": "%s", "source": "/shop", "type": "%s",
         "subject": "100%%", "time": "2026-11-24T08:15:30.5Z", "dataschema": "urn:greeting",
         "tenant": "größe", "count": 5, "sampled": true, "datacontenttype": "application/json"}
        """
                .formatted(DATA, ID, TYPE);
    }

    /** A message whose headers are in no order of ours. */
    private static Message sorted(Message message) {
        return new Message(
                message.headers().lines().sorted().collect(Collectors.joining("\n")),
                message.data());
    }

    /** In streams of its own: in one stream, the second of them would be a duplicate. */
    private static Stored stored(Consumer<RouterFixture> sender) {
        try (RouterFixture box = new RouterFixture(NATS.url())) {
            FunctionName function =
                    box.function("sleepy", Map.of("event-type", TYPE, "event-paused", "true"));
            sender.accept(box);
            await().atMost(Duration.ofSeconds(10)).until(() -> box.stored(Streams.BACKLOG) == 1);
            Stored stored =
                    new Stored(
                            message(box, Streams.EVENTS, Names.Subjects.event(TYPE)),
                            message(
                                    box,
                                    Streams.BACKLOG,
                                    Names.Subjects.backlog(function, Tiers.AT_ONCE)));
            return stored;
        }
    }

    private static void accept(RouterFixture box, Map<String, String> headers, String body) {
        var answer = box.post(headers, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private static void publish(RouterFixture box, Headers headers, String data) {
        try {
            box.nats()
                    .jetStream()
                    .publish(
                            Names.Subjects.event(TYPE),
                            headers,
                            data.getBytes(StandardCharsets.UTF_8));
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the server has it: the client would make a map of the headers. */
    private static Message message(RouterFixture box, String stream, String subject) {
        try {
            JsonNode message =
                    new ObjectMapper()
                            .readTree(
                                    Objects.requireNonNull(
                                                    box.nats()
                                                            .request(
                                                                    "$JS.API.STREAM.MSG.GET."
                                                                            + stream,
                                                                    "{\"last_by_subj\":\"%s\"}"
                                                                            .formatted(subject)
                                                                            .getBytes(
                                                                                    StandardCharsets
                                                                                            .UTF_8),
                                                                    Duration.ofSeconds(5)))
                                            .getData())
                            .path("message");
            return new Message(base64(message.path("hdrs")), base64(message.path("data")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String base64(JsonNode text) {
        return new String(Base64.getDecoder().decode(text.asText()), StandardCharsets.UTF_8);
    }
}
