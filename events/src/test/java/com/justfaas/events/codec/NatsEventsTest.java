package com.justfaas.events.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.NastyText;
import com.justfaas.events.Payload;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.nats.client.impl.Headers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Binary mode, written and read. */
class NatsEventsTest {

    private static final String SUBJECT = "com.justfaas.event.added.order.created";

    @Test
    void writesTheHeadersOfTheNatsBinding() {
        Headers headers =
                NatsEvents.headers(new StoredEvent(complete(), "https://example.org/a%20b"));

        assertThat(headers.keySet())
                .containsExactlyInAnyOrder(
                        "ce-specversion",
                        "ce-id",
                        "ce-source",
                        "ce-type",
                        "ce-subject",
                        "ce-time",
                        "ce-datacontenttype",
                        "ce-dataschema",
                        "ce-traceparent",
                        "X-Event-Webhook-Url");
        assertThat(headers.getFirst("ce-specversion")).isEqualTo("1.0");
        assertThat(headers.getFirst("ce-subject")).isEqualTo("Euro%20%E2%82%AC%20%F0%9F%98%80");
        assertThat(headers.getFirst("ce-time")).isEqualTo("2026-11-24T08:00:00.123456789+02:00");
        assertThat(headers.getFirst("X-Event-Webhook-Url")).isEqualTo("https://example.org/a%20b");
    }

    @Test
    void readsBackACompleteEvent() {
        StoredEvent stored = new StoredEvent(complete(), "function://shop/mailer");
        StoredEvent read = read(NatsEvents.headers(stored), stored.data());

        assertThat(read.event()).isEqualTo(complete());
        assertThat(read.callback()).contains("function://shop/mailer");
    }

    @Test
    void readsBackTheLeastEventWithoutData() {
        CloudEvent least =
                CloudEventBuilder.v1()
                        .withId("1")
                        .withSource(URI.create("/shop"))
                        .withType("order.created")
                        .build();
        StoredEvent read = read(NatsEvents.headers(StoredEvent.of(least)), Payload.EMPTY);

        assertThat(read.event()).isEqualTo(least);
        assertThat(read.event().getData()).isNull();
        assertThat(read.data()).isEqualTo(Payload.EMPTY);
        assertThat(read.callback()).isEmpty();
    }

    @Test
    void readsBackWhateverAttributesMayBe() {
        Random random = new Random(21);
        int written = 0;
        while (written < 3_000) {
            String id = NastyText.next(random, 6);
            String value = NastyText.next(random, 10);
            if (isRefused(id) || isRefused(value)) {
                continue;
            }
            CloudEvent event =
                    CloudEventBuilder.v1(Examples.event(id, "/s", "t", value))
                            .withSubject(value)
                            .withExtension("ext", value)
                            .build();
            StoredEvent stored = StoredEvent.of(event);

            assertThat(read(NatsEvents.headers(stored), stored.data()).event()).isEqualTo(event);
            written++;
        }
    }

    private static boolean isRefused(String value) {
        try {
            AttributeRules.check("it", value);
            return false;
        } catch (MalformedEventException e) {
            return true;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Ce-Specversion, CE-ID, Ce-Source, cE-tYPE, CE-TraceParent",
        "ce-specversion, ce-id, ce-source, ce-type, ce-traceparent"
    })
    void readsHeaderNamesInAnyCase(
            String version, String id, String source, String type, String extension) {
        Headers headers =
                new Headers()
                        .put(version, "1.0")
                        .put(id, "1")
                        .put(source, "/shop")
                        .put(type, "order.created")
                        .put(extension, "00-1")
                        .put("x-event-webhook-url", "http://example.org");
        StoredEvent read = read(headers, Payload.EMPTY);

        assertThat(read.event().getId()).isEqualTo("1");
        assertThat(read.event().getExtension("traceparent")).isEqualTo("00-1");
        assertThat(read.callback()).contains("http://example.org");
    }

    @Test
    void keepsTheTypeOfTheEventWhateverTheSubject() {
        Headers headers = NatsEvents.headers(Examples.order("1"));

        assertThat(NatsEvents.read("com.justfaas.event.added.x", headers, Payload.EMPTY, 1))
                .satisfies(e -> assertThat(e.event().getType()).isEqualTo("order.created"));
    }

    @Test
    void readsTheFirstOfARepeatedHeaderAndLeavesOthersAlone() {
        Headers headers = NatsEvents.headers(Examples.order("1"));
        headers.add("ce-id", "2").put("Nats-Msg-Id", "x").put("Cookie", "secret");
        CloudEvent event = read(headers, Payload.EMPTY).event();

        assertThat(event.getId()).isEqualTo("1");
        assertThat(event.getExtensionNames()).isEmpty();
    }

    @Test
    void writesTextOutsideAsciiInAWebhookUrl() {
        Headers headers =
                NatsEvents.headers(
                        new StoredEvent(
                                Examples.order("1").event(), "https://exämple.org/größe?a=%20"));

        assertThat(read(headers, Payload.EMPTY).callback())
                .contains("https://ex%C3%A4mple.org/gr%C3%B6%C3%9Fe?a=%20");
    }

    private static StoredEvent read(Headers headers, Payload data) {
        return NatsEvents.read(SUBJECT, headers, data, 42);
    }

    private static CloudEvent complete() {
        return CloudEventBuilder.v1()
                .withId("a%b \"c\"")
                .withSource(URI.create("https://example.org/shop?a=b#c"))
                .withType("order.created")
                .withSubject("Euro € 😀")
                .withTime(OffsetDateTime.parse("2026-11-24T08:00:00.123456789+02:00"))
                .withDataContentType("text/plain; charset=utf-8")
                .withDataSchema(URI.create("https://example.org/schema"))
                .withExtension("traceparent", "00-4bf9-00f0-01")
                .withData("\u0000größe".getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
