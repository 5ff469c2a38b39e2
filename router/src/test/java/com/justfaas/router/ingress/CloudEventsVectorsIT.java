package com.justfaas.router.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.justfaas.testkit.junit.NatsExtension;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * CloudEvents 1.0.2 on the running door: the scenarios of cloudevents/conformance, and vectors from
 * the HTTP binding and the JSON format. Each case has a type of its own, by which it is found in
 * the stream.
 */
class CloudEventsVectorsIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCHED = "application/cloudevents-batch+json";
    private static final AtomicInteger CASES = new AtomicInteger();

    @SuppressWarnings("NullAway.Init")
    private static IngressFixture door;

    private final String type = "vector." + CASES.incrementAndGet();

    @BeforeAll
    static void start() {
        door = IngressFixture.ready(NATS.url(), IngressSettings.onPort(0), IngressFixture.SMALL);
    }

    @AfterAll
    static void stop() {
        door.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json; charset=utf-8"})
    void passesTheBinaryScenario(String contentType) throws Exception {
        accept(
                door.post(
                        "{\"greeting\": \"hello\"}",
                        headers("ce-time", "2026-11-24T08:15:30Z", "Content-Type", contentType)));

        assertScenario(contentType);
    }

    @ParameterizedTest
    @ValueSource(strings = {STRUCTURED, STRUCTURED + "; charset=utf-8"})
    void passesTheStructuredScenario(String contentType) throws Exception {
        accept(
                door.post(
                        json(
                                ",\"time\":\"2026-11-24T08:15:30Z\",\"datacontenttype\":\"application/json\",\"data\":{\"greeting\": \"hello\"}"),
                        "Content-Type",
                        contentType));

        assertScenario("application/json");
    }

    private void assertScenario(String dataContentType) throws Exception {
        StoredMessage stored = door.stored(type);
        assertThat(stored.header("ce-id")).isEqualTo(type);
        assertThat(stored.header("ce-specversion")).isEqualTo("1.0");
        assertThat(stored.header("ce-type")).isEqualTo(type);
        assertThat(stored.header("ce-source")).isEqualTo("/vectors");
        assertThat(stored.header("ce-time")).isEqualTo("2026-11-24T08:15:30Z");
        assertThat(stored.header("ce-datacontenttype"))
                .isEqualTo(dataContentType.replace(" ", "%20"));
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(stored.data()))
                .isEqualTo(json.readTree("{\"greeting\":\"hello\"}"));
    }

    /** HTTP binding, section 3: by the content type alone, the batch first, ignoring case. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/cloudevents+json                        | structured",
                "application/cloudevents+json;charset=UTF-8          | structured",
                "APPLICATION/CLOUDEVENTS+JSON                        | structured",
                "application/cloudevents-batch+json                  | batched",
                "Application/CloudEvents-Batch+Json; charset=\"utf-8\" | batched",
                "application/json                                    | binary",
                "application/json; profile=application/cloudevents   | binary",
                "text/plain                                          | binary",
                "application/cloudevents                             | 415",
                "application/cloudevents-batch                       | 415",
                "application/cloudevents+avro                        | 415",
                "application/cloudevents-batch+avro                  | 415",
                "application/cloudevents+json; charset=utf-16        | 415",
            })
    void choosesTheMode(String contentType, String mode) throws Exception {
        String event = json(",\"subject\":\"structured\"");
        HttpResponse<String> answer =
                door.post(
                        mode.equals("batched") ? "[" + event + "]" : event,
                        headers("ce-subject", "binary", "Content-Type", contentType));

        if (mode.equals("415")) {
            refuse(answer, 415);
        } else {
            accept(answer);
            assertThat(door.stored(type).header("ce-subject"))
                    .isEqualTo(mode.equals("binary") ? "binary" : "structured");
        }
    }

    /** HTTP binding, section 3.1.3.2; stored as the NATS binding encodes, which is the same. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Euro%20%E2%82%AC%20%F0%9F%98%80 | Euro%20%E2%82%AC%20%F0%9F%98%80",
                "%e2%82%ac                       | %E2%82%AC",
                "%41%42c                         | ABc",
                "a b                             | a%20b",
                "%2541                           | %2541",
                "100%25                          | 100%25",
                "\"a b\"                         | a%20b",
                "\"a%20b\"                       | a%20b",
                "\"a \\\"b\\\" \\\\\"            | a%20%22b%22%20\\",
                "\"half                          | %22half",
                "%22quoted%22                    | %22quoted%22",
                "%C0%A0                          | 400",
                "%E2%82                          | 400",
                "%ED%A0%80                       | 400",
                "%F4%90%80%80                    | 400",
                "%FF                             | 400",
                "%                               | 400",
                "%4                              | 400",
                "%GG                             | 400",
                "a%00b                           | 400",
                "%0A                             | 400",
                "%EF%BF%BF                       | 400",
                "%20                             | 400",
            })
    void decodesAHeaderOnce(String header, String stored) throws Exception {
        HttpResponse<String> answer = door.post("", headers("ce-subject", header));

        if (stored.equals("400")) {
            refuse(answer, 400);
            assertThat(answer.body()).contains("\"errors\":{\"ce-subject\":[\"ce-subject ");
        } else {
            accept(answer);
            assertThat(door.stored(type).header("ce-subject")).isEqualTo(stored);
        }
    }

    /** Every character that may stand for itself does. */
    @Test
    void leavesPlainCharactersAlone() throws Exception {
        String plain = "!#$&'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~";

        accept(door.post("", headers("ce-subject", plain)));

        assertThat(door.stored(type).header("ce-subject")).isEqualTo(plain);
    }

    @Test
    void refusesASmuggledDataContentType() {
        HttpResponse<String> answer =
                door.post(
                        "",
                        headers("ce-datacontenttype", "text/html", "Content-Type", "text/plain"));

        refuse(answer, 400);
        assertThat(answer.body()).contains("\"errors\":{\"ce-datacontenttype\":[");
    }

    @ParameterizedTest
    @CsvSource({
        "ce-specversion, ''",
        "ce-specversion, 0.3",
        "ce-specversion, 1.1",
        "ce-id, ''",
        "ce-source, ''",
        "ce-source, a b",
        "ce-type, ''",
        "ce-time, today",
        "ce-dataschema, ::",
        "ce-data, x",
        "ce-under_score, x",
    })
    void refusesBadAttributesInBinaryMode(String name, String value) {
        HttpResponse<String> answer = door.post("", headers(name, value));

        refuse(answer, 400);
        assertThat(answer.body()).contains("\"errors\":{\"%s\":[".formatted(name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'specversion':0.3                       | /specversion",
                "'specversion':1.0                       | /specversion",
                "'specversion':'0.3'                     | /specversion",
                "'id':5                                  | /id",
                "'id':''                                 | /id",
                "'id':null                               | /id",
                "'source':{}                             | /source",
                "'source':'a b'                          | /source",
                "'type':true                             | /type",
                "'type':''                               | /type",
                "'subject':1                             | /subject",
                "'time':1732435200                       | /time",
                "'time':'today'                          | /time",
                "'dataschema':1                          | /dataschema",
                "'datacontenttype':[]                    | /datacontenttype",
                "'ext':1.5                               | /ext",
                "'ext':[]                                | /ext",
                "'Ext':'x'                               | /Ext",
                "'data':1,'data_base64':''               | /data_base64",
                "'data_base64':'!'                       | /data_base64",
            })
    void refusesBadMembersInStructuredAndBatchedMode(String members, String pointer) {
        String event = merged(members.replace('\'', '"'));

        HttpResponse<String> structured = door.post(event, "Content-Type", STRUCTURED);
        HttpResponse<String> batched = door.post("[" + event + "]", "Content-Type", BATCHED);

        refuse(structured, 400);
        assertThat(structured.body()).contains("\"pointer\":\"%s\"".formatted(pointer));
        refuse(batched, 400);
        assertThat(batched.body()).contains("\"pointer\":\"/0%s\"".formatted(pointer));
    }

    /** JSON format, sections 2.2 and 3.1. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'ext':true                                    | ce-ext             | true",
                "'ext':-5                                      | ce-ext             | -5",
                "'ext':2147483647                              | ce-ext             | 2147483647",
                "'ext':null                                    | ce-ext             | ``",
                "'subject':null                                | ce-subject         | ``",
                "'data':{'a':1}                                | ce-datacontenttype | application/json",
                "'data':{'a':1}                                | data               | {\"a\":1}",
                "'data':'x'                                    | data               | \"x\"",
                "'data':'x','datacontenttype':'text/plain'     | data               | x",
                "'data':'x','datacontenttype':'text/json'      | data               | \"x\"",
                "'data':5,'datacontenttype':'application/a+json' | data             | 5",
                "'data_base64':'4oKs'                          | data               | €",
                "'data_base64':'4oKs','datacontenttype':'text/plain' | ce-datacontenttype | text/plain",
            })
    void readsMembersInStructuredMode(String members, String what, String value) throws Exception {
        accept(door.post(merged(members.replace('\'', '"')), "Content-Type", STRUCTURED));

        StoredMessage stored = door.stored(type);
        assertThat(what.equals("data") ? stored.data() : stored.header(what)).isEqualTo(value);
    }

    /** Core specification, "Size Limits": whatever is at most 64 KiB on the wire is forwarded. */
    @Test
    void takesEventsOf64KiBInEveryMode() {
        int wire = 64 * 1024;
        String data = "x".repeat(wire - json(",\"data\":\"\"").length());
        String event = json(",\"data\":\"%s\"".formatted(data));
        String most = "x".repeat(wire - 200);

        assertThat(event).hasSize(wire);
        accept(door.post(event, "Content-Type", STRUCTURED));
        accept(door.post("[" + event.replace(type, type + ".b") + "]", "Content-Type", BATCHED));
        accept(door.post(most, "X-Event-Type", type));
        accept(door.post(most, headers("ce-id", "binary")));
    }

    @Test
    void takesABatchOfManyEventsOf64KiB() throws Exception {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            events.add(
                    json(",\"data\":\"%s\"".formatted("x".repeat(65_000)))
                            .replace("\"id\":\"", "\"id\":\"" + i + "-"));
        }

        accept(door.post("[" + String.join(",", events) + "]", "Content-Type", BATCHED));

        assertThat(door.count(type)).isEqualTo(20);
    }

    private static void accept(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.body()).doesNotContain("duplicate");
    }

    private static void refuse(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
    }

    /** The attributes that an event needs, with others added or in their place. */
    private String[] headers(String... others) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("ce-specversion", "1.0");
        headers.put("ce-id", type);
        headers.put("ce-source", "/vectors");
        headers.put("ce-type", type);
        for (int i = 0; i < others.length; i += 2) {
            headers.put(others[i], others[i + 1]);
        }
        return headers.entrySet().stream()
                .flatMap(header -> java.util.stream.Stream.of(header.getKey(), header.getValue()))
                .toArray(String[]::new);
    }

    private String json(String more) {
        return "{\"specversion\":\"1.0\",\"id\":\"%1$s\",\"source\":\"/vectors\",\"type\":\"%1$s\"%2$s}"
                .formatted(type, more);
    }

    /** Members in the place of those that an event needs. */
    private String merged(String members) {
        StringBuilder event = new StringBuilder("{" + members);
        Map.of("specversion", "1.0", "id", type, "source", "/vectors", "type", type)
                .forEach(
                        (name, value) -> {
                            if (!members.startsWith("\"" + name + "\"")) {
                                event.append(",\"%s\":\"%s\"".formatted(name, value));
                            }
                        });
        return event.append("}").toString();
    }
}
