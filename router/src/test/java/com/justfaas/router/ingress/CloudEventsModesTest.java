package com.justfaas.router.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.codec.NatsEvents;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.router.http.Problem;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of the CloudEvents HTTP binding 1.0.2 and JSON format 1.0.2. */
class CloudEventsModesTest {

    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/shop\",\"type\":\"order.created\"%s}";

    private final MapperFixture mapper = new MapperFixture();

    @Test
    void storesTheSameEventOfEveryModeIdentically() {
        StoredEvent binary =
                mapper.event(
                        "{\"n\":1.10}",
                        "ce-specversion",
                        "1.0",
                        "ce-id",
                        "Euro%20%E2%82%AC%20%F0%9F%98%80",
                        "ce-source",
                        "/shop",
                        "CE-Type",
                        "order.created",
                        "ce-time",
                        "2026-11-24T08:15:30.5Z",
                        "ce-subject",
                        "\"a \\\"quoted\\\" subject\"",
                        "ce-traceparent",
                        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                        "content-type",
                        "application/json");
        String json =
                """
                {"specversion": "1.0", "id": "Euro € 😀", "source": "/shop", "type": "order.created",
                 "time": "2026-11-24T08:15:30.5Z", "subject": "a \\"quoted\\" subject",
                 "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                 "datacontenttype": "application/json", "data": {"n": 1.10}}
                """;
        StoredEvent structured = mapper.event(json, "Content-Type", STRUCTURED);
        List<Arrival> batch = mapper.batch("[" + json + "]");

        assertThat(stored(structured)).isEqualTo(stored(binary));
        assertThat(batch).hasSize(1);
        assertThat(stored(batch.getFirst().event())).isEqualTo(stored(binary));
        assertThat(stored(binary)).containsEntry("ce-id", "Euro%20%E2%82%AC%20%F0%9F%98%80");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cloudevents+json; charset=UTF-8",
                "Application/CloudEvents+JSON",
                "application/cloudevents+json;charset=\"utf-8\"",
                "application/cloudevents+json; charset=utf-8; profile=x"
            })
    void readsStructuredModeWhateverTheContentTypeLooksLike(String contentType) {
        assertThat(mapper.event(EVENT.formatted(""), "Content-Type", contentType).event().getId())
                .isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cloudevents+xml",
                "application/cloudevents+avro",
                "application/cloudevents-batch+protobuf",
                "application/cloudevents",
                "application/cloudevents-batch",
                "application/cloudevents+json; charset=utf-16"
            })
    void refusesFormatsThatItCannotRead(String contentType) {
        Problem problem = mapper.refused(EVENT.formatted(""), "Content-Type", contentType);

        assertThat(problem.status()).isEqualTo(415);
        assertThat(problem.headers()).containsKey("Accept");
    }

    @Test
    void keepsADataContentTypeThatJsonImplies() {
        StoredEvent stored =
                mapper.event(EVENT.formatted(",\"data\":{\"a\": 1}"), "Content-Type", STRUCTURED);

        assertThat(stored.event().getDataContentType()).isEqualTo("application/json");
        assertThat(stored.data().utf8()).isEqualTo("{\"a\":1}");
    }

    @Test
    void readsTextAndBinaryData() {
        assertThat(
                        mapper.event(
                                        EVENT.formatted(
                                                ",\"datacontenttype\":\"text/plain\",\"data\":\"größe\""),
                                        "Content-Type",
                                        STRUCTURED)
                                .data()
                                .utf8())
                .isEqualTo("größe");
        assertThat(
                        mapper.event(
                                        EVENT.formatted(
                                                ",\"datacontenttype\":\"image/png\",\"data_base64\":\"AAEC/w==\""),
                                        "Content-Type",
                                        STRUCTURED)
                                .data()
                                .bytes())
                .containsExactly(0, 1, 2, 0xff);
    }

    @Test
    void keepsNumbersAsTheyWereWritten() {
        assertThat(
                        mapper.event(
                                        EVENT.formatted(
                                                ",\"data\":[12345678901234567.890, 1.10, 123456789012345678901234567890]"),
                                        "Content-Type",
                                        STRUCTURED)
                                .data()
                                .utf8())
                .isEqualTo("[12345678901234567.890,1.10,123456789012345678901234567890]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                         | ''",
                "[]                                        | ''",
                "''                                        | ''",
                "{\"specversion\":\"1.0\"}                 | /id",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/\",\"type\":\"\"} | /type",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/\",\"type\":\"a\",\"ext\":{}} | /ext",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/\",\"type\":\"a\",\"data\":1,\"data_base64\":\"\"} | /data_base64",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/\",\"type\":\"a\",\"data_base64\":\"%\"} | /data_base64",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/\",\"type\":\"a\"} {} | ''"
            })
    void pointsAtWhatIsWrongInStructuredMode(String body, String pointer) {
        Problem problem = mapper.refused(body, "Content-Type", STRUCTURED);

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.members()).containsEntry("pointer", pointer);
    }

    /** The message that NATS would get. */
    private static Map<String, String> stored(StoredEvent event) {
        Map<String, String> message = new TreeMap<>();
        NatsEvents.headers(event)
                .forEach((name, values) -> message.put(name, String.join(",", values)));
        message.put("data", event.data().utf8());
        return message;
    }
}
