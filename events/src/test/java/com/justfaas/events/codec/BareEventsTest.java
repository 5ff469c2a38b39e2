package com.justfaas.events.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.NastyText;
import com.justfaas.events.Payload;
import io.cloudevents.CloudEvent;
import io.nats.client.impl.Headers;
import java.net.URI;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code nats pub} sends: a subject and data. */
class BareEventsTest {

    private static final String EVENT = "com.justfaas.event.added.";

    @Test
    void isNamedBySubjectAndSequence() {
        StoredEvent read = read(EVENT + "order.created", "{\"a\":1}");
        CloudEvent event = read.event();

        assertThat(event.getType()).isEqualTo("order.created");
        assertThat(event.getSource()).hasToString("nats:com.justfaas.event.added.order.created");
        assertThat(event.getId()).isEqualTo("42");
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(event.getTime()).isNull();
        assertThat(read.data()).isEqualTo(Payload.utf8("{\"a\":1}"));
    }

    @ParameterizedTest
    @CsvSource({
        "'{}', application/json",
        "' [1]', application/json",
        "hello,",
        "'\"text\"',",
        "'',",
        "'  ',"
    })
    void guessesJsonOnly(String data, String contentType) {
        assertThat(read(EVENT + "t", data).event().getDataContentType()).isEqualTo(contentType);
    }

    @Test
    void takesTheContentTypeThatItComesWith() {
        Headers headers = new Headers().put("content-type", "text/csv").put("X-Other", "x");
        CloudEvent event = NatsEvents.read(EVENT + "t", headers, Payload.utf8("{}"), 1).event();

        assertThat(event.getDataContentType()).isEqualTo("text/csv");
    }

    @Test
    void takesAWebhook() {
        Headers headers = new Headers().put("X-Event-Webhook-Url", "http://example.org");

        assertThat(NatsEvents.read(EVENT + "t", headers, Payload.EMPTY, 1).callback())
                .contains("http://example.org");
    }

    @Test
    void isACallOnTheSubjectOfCalls() {
        String subject = Names.Subjects.invoked(new FunctionName("shop", "check out"));

        assertThat(read(subject, "{}").event().getType())
                .isEqualTo("com.justfaas.function.invoked");
    }

    @Test
    void decodesItsTypeAndKeepsTheSubjectAsSource() {
        CloudEvent event = read(EVENT + "gr%C3%B6%C3%9Fe.%.%2A", "").event();

        assertThat(event.getType()).isEqualTo("größe..*");
        assertThat(event.getSource())
                .hasToString("nats:com.justfaas.event.added.gr%25C3%25B6%25C3%259Fe.%25.%252A");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order{1}",
                "a|b",
                "a\\b",
                "a[0]",
                "a^b`c",
                "a<b>",
                "größe.😀",
                "a#b",
                "a\"b"
            })
    void takesASubjectThatSomebodyMadeUp(String type) {
        CloudEvent event = read(EVENT + type, "").event();

        assertThat(event.getType()).isEqualTo(type);
        assertThat(event.getSource().getScheme()).isEqualTo("nats");
    }

    @Test
    void givesEveryTypeASourceOfItsOwnOrIsRefused() {
        Random random = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            String subject = EVENT + NastyText.next(random, 6);
            try {
                CloudEvent event = read(subject, "x").event();

                assertThat(event.getSource())
                        .isEqualTo(URI.create(event.getSource().toString()))
                        .hasScheme("nats");
            } catch (MalformedEventException e) {
                assertThat(e.where()).isIn("the subject", "the type in the subject");
            }
        }
    }

    @Test
    void isRefusedWhenItsTypeIsTooLongOrUnprintable() {
        assertThatThrownBy(() -> read(EVENT + "x".repeat(257), ""))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("257 characters long; 256 is the most");
        assertThatThrownBy(() -> read(EVENT + "a%00b", ""))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("U+0000");
    }

    private static StoredEvent read(String subject, String data) {
        StoredEvent read = NatsEvents.read(subject, null, Payload.utf8(data), 42);
        assertThat(read).isEqualTo(NatsEvents.read(subject, new Headers(), read.data(), 42));
        return Objects.requireNonNull(read);
    }
}
