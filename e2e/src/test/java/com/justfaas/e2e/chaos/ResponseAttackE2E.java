package com.justfaas.e2e.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.FunctionName;
import com.justfaas.testkit.RawFunction;
import com.justfaas.testkit.RawFunction.Script;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** No response of a function ends the process, or keeps it from calling the others. */
@ChaosTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResponseAttackE2E {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";
    private static final int HEALTHY = 20;
    private static final int RATE = 200;
    private static final Duration WINDOW = Duration.ofSeconds(5);

    /**
     * In milliseconds. A stall lasts as long as the attackers' timeout of 30 s; with a cold JVM on
     * processors that others use as well, 250 MB within a second take up to some seconds.
     */
    private static final double LONGEST_P99 = Scale.current().full() ? 1000 : 5000;

    private final HttpClient client = HttpClient.newHttpClient();
    private Platform platform;
    private List<SinkFunction> healthy;
    private int attacks;

    @BeforeAll
    void start() {
        platform = Platform.started(1, 100_000);
        healthy = platform.sink.functions(HEALTHY);
        platform.announce(healthy, Map.of());
        platform.warmUp(healthy, 5000);
    }

    @AfterAll
    void stop() {
        platform.close();
        client.close();
    }

    @Test
    void aHeaderOfOneEndlessLine() throws Exception {
        attack("one endless header", 20, 1, output -> endless(output, OK + "X-Endless: ", "x"));
    }

    @Test
    void endlesslyManyHeaders() throws Exception {
        attack("endless headers", 20, 1, output -> endless(output, OK, "X-Endless: 12345\r\n"));
    }

    @Test
    void endlessTrailers() throws Exception {
        attack(
                "endless trailers",
                20,
                1,
                output -> endless(output, CHUNKED + "0\r\n", "X-Endless: 12345\r\n"));
    }

    @Test
    void endlessInterimResponses() throws Exception {
        attack(
                "endless 103",
                20,
                1,
                output -> endless(output, "", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"));
    }

    /** 250 responses of 200 MB: a mebibyte of each, but for a byte, and the rest never. */
    @Test
    void slowBodies() throws Exception {
        attack(
                "slow bodies",
                125,
                2,
                output -> {
                    output.write(OK + "Content-Length: 200000000\r\n\r\n");
                    output.write(new byte[(1 << 20) - 1]).flush();
                    Thread.sleep(Duration.ofMinutes(1));
                    return false;
                });
    }

    private static boolean endless(RawFunction.Output output, String beginning, String more)
            throws IOException {
        output.write(beginning).endlessly(more);
        return false;
    }

    /** Each attacker is called so often at the same time; its responses are for callbacks. */
    private void attack(String name, int attackers, int calls, Script script) throws Exception {
        int port = URI.create(platform.sink.url(healthy.getFirst())).getPort();
        List<RawFunction> functions = new ArrayList<>();
        List<FunctionName> names = new ArrayList<>();
        int group = 100 + attacks++;
        try {
            for (int i = 1; i <= attackers; i++) {
                names.add(new FunctionName("" + group, "" + i));
                functions.add(RawFunction.started("127.0.%d.%d".formatted(group, i), port, script));
            }
            announce(names);
            for (int i = 0; i < calls; i++) {
                post("attack." + group, "function://%d/1/".formatted(group));
            }
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !isAlive() || functions.stream().allMatch(f -> f.requests() > 0));

            int from = platform.journal.next();
            platform.publisher.paced(RATE, WINDOW, i -> healthy.get(i % HEALTHY));
            int to = platform.journal.next();
            await("the healthy functions are served")
                    .atMost(Duration.ofSeconds(20))
                    .until(
                            () ->
                                    !isAlive()
                                            || platform.journal.missing(from, to, any -> true)
                                                    == 0);
            assertThat(isAlive()).as("%s", platform.router().process().logTail()).isTrue();

            Percentiles latencies = platform.journal.latencies(from, to, any -> true);
            Report.line(
                    "responses",
                    "%s: %d functions, %d requests, %d MB written, %d connections open; healthy %s; resident %d MB at most; %s"
                            .formatted(
                                    name,
                                    attackers,
                                    functions.stream().mapToInt(RawFunction::requests).sum(),
                                    functions.stream().mapToLong(RawFunction::written).sum() >> 20,
                                    functions.stream().mapToInt(RawFunction::connections).sum(),
                                    latencies,
                                    platform.router().residentMegabytes(true),
                                    platform.router().deliveries()));
            assertThat(latencies.p99()).isLessThan(LONGEST_P99);
        } finally {
            functions.forEach(RawFunction::close);
            delete(names);
        }
    }

    private boolean isAlive() {
        return platform.router().process().isAlive();
    }

    private void announce(List<FunctionName> names) {
        try (OperatorPen operator = OperatorPen.connected(platform.nats.url())) {
            for (FunctionName name : names) {
                operator.announce(
                        name,
                        "attack." + name.namespace(),
                        "uid of " + name,
                        Map.of("event-backoff", "1s"));
            }
        }
        await().until(
                        () ->
                                platform.router().functions().findValuesAsText("namespace").stream()
                                                .filter(names.getFirst().namespace()::equals)
                                                .count()
                                        == names.size());
    }

    private void delete(List<FunctionName> names) {
        try (OperatorPen operator = OperatorPen.connected(platform.nats.url())) {
            names.forEach(name -> operator.delete(name, "uid of " + name));
        }
    }

    private void post(String type, String webhook) throws Exception {
        var response =
                client.send(
                        HttpRequest.newBuilder(platform.router().door())
                                .header("X-Event-Type", type)
                                .header("X-Event-Webhook-Url", webhook)
                                .POST(HttpRequest.BodyPublishers.ofString("attack"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    }
}
