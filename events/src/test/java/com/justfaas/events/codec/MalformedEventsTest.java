package com.justfaas.events.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.justfaas.events.Payload;
import io.nats.client.impl.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What claims to be a CloudEvent and is none. */
class MalformedEventsTest {

    @ParameterizedTest
    @ValueSource(strings = {"ce-id", "ce-source", "ce-type", "ce-specversion"})
    void missAHeader(String name) {
        Headers headers = good();
        headers.remove(name);

        assertRefused(headers, name, name + " is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "ce-specversion, 0.3, is \"0.3\"; only 1.0 is understood",
        "ce-specversion, '', only 1.0 is understood",
        "ce-id, '', is empty",
        "ce-id, %20, is empty",
        "ce-type, '', is empty",
        "ce-source, '', is empty",
        "ce-source, %20a, is not what its name promises",
        "ce-source, 'http://[', is not what its name promises",
        "ce-subject, '', is empty",
        "ce-subject, a%00b, unprintable character U+0000",
        "ce-subject, %C0%A0, is not UTF-8",
        "ce-subject, 100%, has a percent sign",
        "ce-justfaashops, '', is not a number from 0 to 999999999",
        "ce-justfaashops, -1, is not a number from 0 to 999999999",
        "ce-justfaashops, 1e3, is not a number from 0 to 999999999",
        "ce-justfaashops, 9999999999, is not a number from 0 to 999999999",
        "ce-time, yesterday, is not what its name promises",
        "ce-time, 2026-11-24, is not what its name promises",
        "ce-dataschema, 'http://[', is not what its name promises",
        "ce-datacontenttype, '', is empty",
        "ce-data, x, is not an attribute's name",
        "ce-my-name, x, is not an attribute's name",
        "ce-, x, is not an attribute's name"
    })
    void haveABadHeader(String name, String value, String mistake) {
        Headers headers = good();
        headers.put(name, value);

        assertRefused(headers, name, mistake);
    }

    @Test
    void haveAnOverlongHeader() {
        assertRefused(good().put("ce-id", "x".repeat(1025)), "ce-id", "1024 is the most");
        assertRefused(good().put("ce-type", "x".repeat(257)), "ce-type", "256 is the most");
    }

    @Test
    void haveExtensionsThatMayBeEmpty() {
        Headers headers = good().put("ce-ext", "");

        assertThat(read(headers).event().getExtension("ext")).isEqualTo("");
    }

    @ParameterizedTest
    @CsvSource({
        "application/cloudevents+json, no json, '', is not JSON",
        "application/cloudevents+json, '', '', is empty",
        "application/cloudevents+json, '[]', '', is not a JSON object",
        "application/cloudevents-batch+json, '[]', '', is not a JSON object",
        "application/cloudevents+avro, 'Obj', '', is not JSON",
        "application/cloudevents+json, '{\"specversion\":\"1.0\"}', /id, is missing"
    })
    void areStructuredAndBroken(String contentType, String data, String where, String mistake) {
        Headers headers = good().put("Content-Type", contentType);

        assertThatThrownBy(() -> NatsEvents.read("s", headers, Payload.utf8(data), 1))
                .isInstanceOfSatisfying(
                        MalformedEventException.class, e -> assertThat(e.where()).isEqualTo(where))
                .hasMessageContaining(mistake);
    }

    private static Headers good() {
        return NatsEvents.headers(Examples.order("1"));
    }

    private static StoredEvent read(Headers headers) {
        return NatsEvents.read("com.justfaas.event.added.x", headers, Payload.EMPTY, 1);
    }

    private static void assertRefused(Headers headers, String where, String mistake) {
        assertThatThrownBy(() -> read(headers))
                .isInstanceOfSatisfying(
                        MalformedEventException.class, e -> assertThat(e.where()).isEqualTo(where))
                .hasMessageStartingWith(where)
                .hasMessageContaining(mistake);
    }
}
