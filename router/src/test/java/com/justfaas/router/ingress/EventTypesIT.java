package com.justfaas.router.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.justfaas.testkit.junit.NatsExtension;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ingress takes the types that a topic can name, and no others, in every content mode. */
class EventTypesIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/apis/events";
    private static final String DRY = PATH + "?dryRun=true";
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCHED = "application/cloudevents-batch+json";

    @SuppressWarnings("NullAway.Init")
    private static IngressFixture ingress;

    @BeforeAll
    static void start() {
        ingress = IngressFixture.ready(NATS.url(), IngressSettings.onPort(0), IngressFixture.SMALL);
    }

    @AfterAll
    static void stop() {
        ingress.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "order created  | holds white space or a control character; write it like order.created",
                "order..x       | has an empty token; write it like order.x",
                ".order         | has an empty token; write it like order",
                "order.         | has an empty token; write it like order",
                "order,invoice  | holds \",\"; an event has one type: send each type as an event of its own",
                "order;invoice  | holds \";\"; write it like order.invoice",
                "orders.#       | holds \"#\"; write it like orders",
                "order.*        | holds a wildcard, and only topics have wildcards; write it like order",
                "order.>        | holds a wildcard, and only topics have wildcards; write it like order",
                "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q | has 17 tokens, and 16 is the most; write it like a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p-q",
            })
    void refusesInEveryModeWhatNoTopicCanName(String type, String mistake) throws Exception {
        long before = ingress.storedEvents();
        for (String path : new String[] {PATH, DRY}) {
            assertErrors(plain(path, type), "X-Event-Type", mistake);
            assertErrors(binary(path, type), "ce-type", mistake);
            assertPointer(structured(path, type), "/type", mistake);
            assertPointer(batched(path, type), "/1/type", mistake);
        }
        assertThat(ingress.storedEvents()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order",
                "com.example:order/created",
                "https://example.com/order",
                "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p",
                "größe.geändert",
                "注文.作成",
            })
    void takesInEveryModeWhatATopicCanName(String type) throws Exception {
        ingress.knows("named", type, false);
        for (String path : new String[] {PATH, DRY}) {
            if (type.chars().allMatch(c -> c < 0x7F)) {
                assertTaken(plain(path, type), path);
            }
            assertTaken(binary(path, type), path);
            assertTaken(structured(path, type), path);
            assertTaken(batched(path, type), path);
        }
        assertThat(JSON.readTree(structured(DRY, type).body()).at("/receivers/0/name").asText())
                .isEqualTo("named");
        assertThat(ingress.stored(type).headers().get("ce-source")).isNotNull();
    }

    @Test
    void aMisspeltTypeNearlyReachesAPattern() throws Exception {
        ingress.knows("tracking", "parcel.>", false);
        ingress.knows("orders", "order.*", false);

        assertThat(JSON.readTree(plain(DRY, "parcle.sent").body()).at("/nearMisses/0").toString())
                .isEqualTo(
                        "{\"namespace\":\"shop\",\"name\":\"tracking\",\"topic\":\"parcel.>\",\"reason\":\"Spelling\",\"why\":\"differs in 2 characters\"}");
        assertThat(JSON.readTree(plain(DRY, "oder.paid").body()).at("/nearMisses/0/name").asText())
                .isEqualTo("orders");
    }

    private static void assertErrors(HttpResponse<String> answer, String header, String mistake)
            throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("type").asText()).endsWith(":malformed-event");
        assertThat(problem.path("errors").path(header).path(0).asText())
                .isEqualTo(header + " " + mistake);
    }

    private static void assertPointer(HttpResponse<String> answer, String pointer, String mistake)
            throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("pointer").asText()).isEqualTo(pointer);
        assertThat(problem.path("detail").asText()).isEqualTo(pointer + " " + mistake);
    }

    private static void assertTaken(HttpResponse<String> answer, String path) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(path.equals(DRY) ? 200 : 202);
    }

    private static HttpResponse<String> plain(String path, String type) {
        return ingress.postTo(path, "{}", "X-Event-Type", type);
    }

    private static HttpResponse<String> binary(String path, String type) {
        String encoded = URLEncoder.encode(type, StandardCharsets.UTF_8).replace("+", "%20");
        return ingress.postTo(
                path,
                "{}",
                "ce-specversion",
                "1.0",
                "ce-id",
                newId(),
                "ce-source",
                "/binary",
                "ce-type",
                encoded);
    }

    private static HttpResponse<String> structured(String path, String type) {
        return ingress.postTo(path, event("/structured", type), "Content-Type", STRUCTURED);
    }

    private static HttpResponse<String> batched(String path, String type) {
        return ingress.postTo(
                path,
                "[%s,%s]".formatted(event("/first", "order.good"), event("/second", type)),
                "Content-Type",
                BATCHED);
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    private static String event(String source, String type) {
        return "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"%s\",\"type\":\"%s\"}"
                .formatted(newId(), source, type);
    }
}
