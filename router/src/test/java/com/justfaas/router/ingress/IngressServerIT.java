package com.justfaas.router.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.junit.NatsExtension;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every row of the contract's HTTP table, on the running server. */
class IngressServerIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private static final String TYPE = "X-Event-Type";
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCHED = "application/cloudevents-batch+json";

    @SuppressWarnings("NullAway.Init")
    private static IngressFixture door;

    @BeforeAll
    static void start() {
        door = IngressFixture.ready(NATS.url(), IngressSettings.onPort(0), IngressFixture.SMALL);
    }

    @AfterAll
    static void stop() {
        door.close();
    }

    @Test
    void storesWhatHeaderModeSays() throws Exception {
        HttpResponse<String> answer =
                door.post(
                        "{\"n\":1}",
                        TYPE,
                        "order.created",
                        "X-Event-Source",
                        "/shop",
                        "X-Event-Id",
                        "42",
                        "Content-Type",
                        "application/json",
                        "X-Event-Webhook-Url",
                        "https://shop.example/hook");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("X-Event-Id")).contains("42");
        assertThat(answer.body())
                .isEqualTo("{\"id\":\"42\",\"source\":\"/shop\",\"type\":\"order.created\"}");
        StoredMessage message = door.stored("order.created");
        assertThat(message.header("ce-specversion")).isEqualTo("1.0");
        assertThat(message.header("ce-id")).isEqualTo("42");
        assertThat(message.header("ce-source")).isEqualTo("/shop");
        assertThat(message.header("ce-type")).isEqualTo("order.created");
        assertThat(message.header("ce-datacontenttype")).isEqualTo("application/json");
        assertThat(message.header("ce-time")).endsWith("Z");
        assertThat(message.header("X-Event-Webhook-Url")).isEqualTo("https://shop.example/hook");
        assertThat(message.data()).isEqualTo("{\"n\":1}");
    }

    @Test
    void makesUpAnIdAndAnswersWithIt() throws Exception {
        HttpResponse<String> answer = door.post("", TYPE, "made.up");

        String id = answer.headers().firstValue("X-Event-Id").orElseThrow();
        assertThat(id).hasSize(36);
        assertThat(answer.body()).contains(id).contains("\"source\":\"/apis/events\"");
        assertThat(door.stored("made.up").header("ce-id")).isEqualTo(id);
    }

    @Test
    void copiesNoOtherHeaderIntoNats() throws Exception {
        door.post(
                "",
                TYPE,
                "copied",
                "Nats-Msg-Id",
                "x",
                "Nats-Rollup",
                "all",
                "Authorization",
                "secret");

        assertThat(door.stored("copied").headers().keySet())
                .allMatch(
                        name ->
                                name.startsWith("ce-")
                                        || name.equals("Nats-Msg-Id")
                                        || name.equals("Nats-Expected-Stream"));
        assertThat(door.stored("copied").header("Nats-Msg-Id")).isNotEqualTo("x");
    }

    @Test
    void storesBinaryStructuredAndBatchedCloudEventsAlike() throws Exception {
        door.post(
                "{\"n\":1}",
                "ce-specversion",
                "1.0",
                "ce-id",
                "1",
                "ce-source",
                "/shop",
                "ce-type",
                "mode.binary",
                "ce-subject",
                "Euro%20%E2%82%AC",
                "Content-Type",
                "application/json");
        String json =
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/%1$s\",\"type\":\"%1$s\",\"subject\":\"Euro €\",\"datacontenttype\":\"application/json\",\"data\":{\"n\": 1}}";
        HttpResponse<String> structured =
                door.post(json.formatted("mode.structured"), "Content-Type", STRUCTURED);
        HttpResponse<String> batched =
                door.post(
                        "[%s]".formatted(json.formatted("mode.batched")), "Content-Type", BATCHED);

        assertThat(structured.body())
                .isEqualTo(
                        "{\"id\":\"1\",\"source\":\"/mode.structured\",\"type\":\"mode.structured\"}");
        assertThat(batched.body())
                .isEqualTo(
                        "[{\"id\":\"1\",\"source\":\"/mode.batched\",\"type\":\"mode.batched\"}]");
        for (String type : List.of("mode.binary", "mode.structured", "mode.batched")) {
            StoredMessage message = door.stored(type);
            assertThat(message.header("ce-subject")).isEqualTo("Euro%20%E2%82%AC");
            assertThat(message.header("ce-datacontenttype")).isEqualTo("application/json");
            assertThat(message.data()).isEqualTo("{\"n\":1}");
        }
    }

    @Test
    void answersAnEmptyBatch() {
        HttpResponse<String> answer = door.post("[]", "Content-Type", BATCHED);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("[]");
    }

    @Test
    void storesALargeBatch() throws Exception {
        String batch =
                IntStream.range(0, 1000)
                        .mapToObj(
                                i ->
                                        "{\"specversion\":\"1.0\",\"id\":\"%d\",\"source\":\"/large\",\"type\":\"batch.large\"}"
                                                .formatted(i))
                        .collect(java.util.stream.Collectors.joining(",", "[", "]"));

        HttpResponse<String> first = door.post(batch, "Content-Type", BATCHED);
        HttpResponse<String> repeated = door.post(batch, "Content-Type", BATCHED);

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(first.body().contains("duplicate")).isFalse();
        assertThat(repeated.statusCode()).isEqualTo(202);
        assertThat(repeated.body().split("\"duplicate\":true", -1).length).isEqualTo(1001);
        assertThat(door.count("batch.large")).isEqualTo(1000);
    }

    @Test
    void storesARepeatedEventOnceAndSaysSo() throws Exception {
        HttpResponse<String> first = door.post("1", TYPE, "repeated", "X-Event-Id", "7");
        HttpResponse<String> second = door.post("1", TYPE, "repeated", "X-Event-Id", "7");

        assertThat(first.body()).doesNotContain("duplicate");
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(second.body()).contains("\"duplicate\":true");
        assertThat(door.count("repeated")).isEqualTo(1);
    }

    @Test
    void storesTheSameIdOfTwoSourcesTwice() throws Exception {
        door.post("1", TYPE, "two.sources", "X-Event-Id", "8", "X-Event-Source", "/a");
        HttpResponse<String> other =
                door.post("1", TYPE, "two.sources", "X-Event-Id", "8", "X-Event-Source", "/b");

        assertThat(other.body()).doesNotContain("duplicate");
        assertThat(door.count("two.sources")).isEqualTo(2);
    }

    @Test
    void takesACallOfAKnownFunction() throws Exception {
        String call = "{\"name\":\"checkout\",\"NAMESPACE\":\"shop\",\"Content\":[104,105]}";
        HttpResponse<String> answer =
                door.post(
                        call,
                        TYPE,
                        "com.justfaas.function.invoked",
                        "X-Event-Source",
                        "http://gateway.faas",
                        "Content-Type",
                        "application/json; charset=utf-8",
                        "X-Event-Webhook-Url",
                        "function://shop/receipts");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(door.storedOn("com.justfaas.function.invoked.shop.checkout").data())
                .isEqualTo(call);
    }

    @Test
    void takesEventsOf64KiB() throws Exception {
        String[] headers =
                IntStream.range(0, 50)
                        .boxed()
                        .flatMap(i -> java.util.stream.Stream.of("ce-ext" + i, "x".repeat(1000)))
                        .toArray(String[]::new);
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 8);
        System.arraycopy(
                new String[] {
                    "ce-specversion", "1.0", "ce-id", "1", "ce-source", "/", "ce-type", "wide"
                },
                0,
                all,
                headers.length,
                8);

        assertThat(door.post(new byte[10_000], all).statusCode()).isEqualTo(202);
        assertThat(door.stored("wide").header("ce-ext49")).hasSize(1000);
    }

    @Test
    void countsByTypeAndByStatus() {
        door.post("1", TYPE, "counted");
        door.post("1", TYPE, "counted");
        door.post("1", TYPE, "com.justfaas.counted");

        String metrics = door.registry.scrape();
        assertThat(metrics)
                .contains("faas_events_received_total{door=\"http\",type=\"counted\"} 2.0");
        assertThat(metrics).contains("faas_events_refused_total{status=\"403\"}");
        assertThat(metrics).contains("faas_ingress_requests_seconds_bucket{status=\"202\",le=");
    }
}
