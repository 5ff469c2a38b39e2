package com.justfaas.router.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.junit.NatsExtension;
import java.net.http.HttpResponse;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every row of the contract's HTTP table that says no, on the running server. */
class IngressRefusalsIT {

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
    void storesNothingOfABatchWithAMistake() throws Exception {
        String event = "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/\",\"type\":\"%s\"}";
        HttpResponse<String> answer =
                door.post(
                        "[%s,%s]"
                                .formatted(
                                        event.formatted("1", "half.batch"),
                                        event.formatted("", "half.batch")),
                        "Content-Type",
                        BATCHED);

        assertProblem(answer, 400);
        assertThat(answer.body()).contains("\"pointer\":\"/1/id\"");
        assertThat(door.count("half.batch")).isZero();
    }

    @Test
    void answers400WithoutAType() {
        HttpResponse<String> answer = door.post("{}");

        assertProblem(answer, 400);
        assertThat(answer.body())
                .contains("\"errors\":{\"X-Event-Type\":[\"Event type header is required.\"]}");
        assertProblem(door.post("{}", TYPE, ""), 400);
    }

    @Test
    void answers400ForWhatIsMalformed() {
        assertProblem(door.post("{", "Content-Type", STRUCTURED), 400);
        assertProblem(door.post("", "ce-id", "1"), 400);
        assertProblem(door.post("", TYPE, "a".repeat(257)), 400);
        assertProblem(door.post("", TYPE, "a", "X-Event-Webhook-Url", "ftp://shop.example"), 400);
        assertProblem(door.post("", TYPE, "a", TYPE, "b"), 400);
        HttpResponse<String> call =
                door.post("{\"Content\":1}", TYPE, "com.justfaas.function.invoked");
        assertProblem(call, 400);
        assertThat(call.body()).contains("\"pointer\":\"/Name\"");
    }

    @Test
    void answers403ForWhatIsForbidden() {
        assertProblem(door.post("", TYPE, "com.justfaas.function.added"), 403);
        assertProblem(door.post("", TYPE, "com.justfaas.anything"), 403);
        assertProblem(
                door.post("", TYPE, "a", "X-Event-Webhook-Url", "http://127.0.0.1:4222/"), 403);
    }

    @Test
    void answers404ForACallOfNobody() {
        HttpResponse<String> answer =
                door.post("{\"Name\":\"nobody\"}", TYPE, "com.justfaas.function.invoked");

        assertProblem(answer, 404);
        assertThat(answer.body()).contains("default/nobody");
    }

    @Test
    void answers413ForWhatNatsWouldNotTake() {
        byte[] tooLarge = new byte[1024 * 1024 + 1];
        byte[] tooLargeWithHeaders = new byte[1024 * 1024 - 1];

        assertProblem(door.post(tooLarge, TYPE, "large"), 413);
        assertProblem(door.post(tooLargeWithHeaders, TYPE, "large"), 413);
        assertProblem(door.post(new byte[9 * 1024 * 1024], "Content-Type", BATCHED), 413);
        assertThat(door.post(new byte[1000 * 1024], TYPE, "large").statusCode()).isEqualTo(202);
    }

    /** The limit in the answer is the one that lets an event in. */
    @Test
    void tellsHowLargeAnEventMayBe() {
        long most = 1024 * 1024 - 8 * 1024;
        HttpResponse<String> body = door.post(new byte[1024 * 1024], TYPE, "large");
        HttpResponse<String> whole = door.post(new byte[(int) most], TYPE, "large");

        assertThat(body.body())
                .contains("\"limit\":" + most)
                .contains("the body is larger than %d bytes".formatted(most));
        assertThat(whole.statusCode()).isEqualTo(413);
        assertThat(whole.body())
                .contains("\"limit\":" + most)
                .contains("bytes together; %d is the most".formatted(most));
        assertThat(door.post(new byte[(int) most - 500], TYPE, "large").statusCode())
                .isEqualTo(202);
    }

    @Test
    void namesTheEventOfABatchThatIsTooLarge() {
        String event =
                "{\"specversion\":\"1.0\",\"id\":\"%d\",\"source\":\"/\",\"type\":\"a\",\"data\":\"%s\"}";
        HttpResponse<String> answer =
                door.post(
                        "[%s,%s]"
                                .formatted(
                                        event.formatted(1, "x"),
                                        event.formatted(2, "x".repeat(1024 * 1024))),
                        "Content-Type",
                        BATCHED);

        assertProblem(answer, 413);
        assertThat(answer.body())
                .contains("\"pointer\":\"/1\"")
                .contains("it is safe to send the others again");
    }

    @Test
    void answers415ForFormatsThatItCannotRead() {
        assertProblem(door.post("", "Content-Type", "application/cloudevents+xml"), 415);
        assertProblem(door.post("", TYPE, "a", "Content-Encoding", "gzip"), 415);
    }

    @Test
    void answers431ForAttributesThatNatsWouldNotTake() {
        String attributes =
                IntStream.range(0, 80)
                        .mapToObj(i -> "\"ext%d\":\"%s\"".formatted(i, "x".repeat(1000)))
                        .collect(java.util.stream.Collectors.joining(","));
        HttpResponse<String> answer =
                door.post(
                        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/\",\"type\":\"a\",%s}"
                                .formatted(attributes),
                        "Content-Type",
                        STRUCTURED);

        assertProblem(answer, 431);
    }

    @Test
    void neverBreaksTheConnectionThatAllShare() throws Exception {
        long epoch = door.link.epoch();
        byte[] atTheLimit = new byte[1024 * 1024 - 1];
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var small =
                    IntStream.range(0, 100)
                            .mapToObj(
                                    i ->
                                            executor.submit(
                                                    () ->
                                                            door.post("1", TYPE, "crowd")
                                                                    .statusCode()))
                            .toList();
            var large =
                    executor.submit(
                            () ->
                                    door.post(
                                                    atTheLimit,
                                                    TYPE,
                                                    "crowd",
                                                    "X-Event-Source",
                                                    "/" + "x".repeat(1000))
                                            .statusCode());
            assertThat(large.get()).isEqualTo(413);
            for (var one : small) {
                assertThat(one.get()).isEqualTo(202);
            }
        }
        assertThat(door.link.epoch()).isEqualTo(epoch);
        assertThat(door.link.connection().getStatistics().getReconnects()).isZero();
        assertThat(door.count("crowd")).isEqualTo(100);
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(answer.body())
                .startsWith("{\"type\":\"urn:justfaas:problem:")
                .contains("\"status\":%d,\"detail\":\"".formatted(status));
    }
}
