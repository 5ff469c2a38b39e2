package com.justfaas.router.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import com.justfaas.events.topics.EventAnnotations;
import com.justfaas.router.functions.FunctionSnapshot;
import com.justfaas.router.functions.KnownFunction;
import com.justfaas.router.http.Answer;
import com.justfaas.router.http.HttpDoorSettings;
import com.justfaas.router.http.RawHttp;
import com.justfaas.router.http.RawHttp.Reply;
import com.justfaas.router.http.RouteModule;
import com.justfaas.router.management.HealthCheck.Health;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManagementServerIT {

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private volatile Health nats = new Health(true, "connected");
    private volatile Health alive = new Health(true, "well");
    private final KnownFunction checkout =
            new KnownFunction(
                    new FunctionName("shop", "checkout"),
                    "uid1",
                    EventAnnotations.read(
                            Map.of(
                                    EventAnnotations.EVENT_TYPE,
                                    "order.created, order.>",
                                    EventAnnotations.FILTER,
                                    "region = 'eu'",
                                    EventAnnotations.TIMEOUT,
                                    "5")),
                    Instant.parse("2026-11-24T08:00:00Z"));
    private final ManagementServer server =
            new ManagementServer(
                    HttpDoorSettings.of("management", "FAAS_MANAGEMENT_PORT", 0),
                    registry,
                    List.of(HealthCheck.of("threads", () -> alive)),
                    List.of(
                            HealthCheck.of("nats", () -> nats),
                            HealthCheck.of("functions", () -> true, () -> "1 function")),
                    List.of(
                            new FunctionRoutes(
                                    () -> FunctionSnapshot.of(Map.of(checkout.name(), checkout))),
                            (RouteModule)
                                    routes ->
                                            routes.get(
                                                    "/api/more",
                                                    ctx ->
                                                            Answer.json(200, "more")
                                                                    .writeTo(ctx.res()))));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void isReadyWhenEveryCheckIs() throws IOException {
        Reply reply = get("/readyz");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).contains("application/json");
        assertThat(reply.body())
                .isEqualTo(
                        "{\"ready\":true,\"checks\":[{\"name\":\"nats\",\"up\":true,\"detail\":\"connected\"},{\"name\":\"functions\",\"up\":true,\"detail\":\"1 function\"}]}");
    }

    @Test
    void saysWhyItIsNotReadyAndStaysAlive() throws IOException {
        nats = new Health(false, "cannot connect to NATS at nats://nats:4222");

        Reply reply = get("/readyz");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.body())
                .startsWith("{\"ready\":false,\"checks\":[{\"name\":\"nats\",\"up\":false,")
                .contains("cannot connect to NATS at nats://nats:4222");
        assertThat(get("/livez").status()).isEqualTo(200);
        assertThat(get("/healthz").status()).isEqualTo(200);
    }

    /** Some load balancers probe with HEAD. */
    @Test
    void hasTheStatusAndHeadersOfGetForHead() throws IOException {
        nats = new Health(false, "cannot connect to NATS at nats://nats:4222");

        assertThat(head("/livez").status()).isEqualTo(200);
        assertThat(head("/readyz").status()).isEqualTo(503);
        assertThat(head("/readyz").header("Content-Length"))
                .isEqualTo(get("/readyz").header("Content-Length"));
        assertThat(head("/metrics").header("Content-Type"))
                .isEqualTo(get("/metrics").header("Content-Type"));
        assertThat(head("/api/nowhere").status()).isEqualTo(404);
    }

    @Test
    void isAliveUnlessACheckSaysOtherwise() throws IOException {
        assertThat(get("/livez").body()).startsWith("{\"live\":true,");

        alive = new Health(false, "stuck");

        assertThat(get("/livez").status()).isEqualTo(503);
        assertThat(get("/healthz").status()).isEqualTo(503);
        assertThat(get("/readyz").status()).isEqualTo(200);
    }

    @Test
    void showsMetricsAsPrometheusReadsThem() throws IOException {
        registry.counter("faas.events.received", "type", "order.created").increment(3);

        Reply reply = get("/metrics");

        assertThat(reply.header("Content-Type"))
                .contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(reply.body())
                .contains("# TYPE faas_events_received_total counter")
                .contains("faas_events_received_total{type=\"order.created\"} 3.0");
    }

    @Test
    void listsFunctionsWithWhatCouldNotBeRead() throws IOException {
        assertThat(get("/api/functions").body())
                .isEqualTo(
                        "{\"functions\":[{\"namespace\":\"shop\",\"name\":\"checkout\",\"uid\":\"uid1\",\"topics\":[\"order.created\",\"order.>\"],\"filter\":\"region = 'eu'\",\"policy\":{\"timeout\":\"30s\",\"retries\":10,\"backoff\":\"1s\",\"maxAge\":\"1d\",\"concurrency\":32,\"paused\":false},\"mistakes\":[{\"annotation\":\"justfaas.com/event-timeout\",\"value\":\"5\",\"mistake\":\"is not a duration; write it like 5s, 250ms or 1h30m (default 30s)\"}],\"changedAt\":\"2026-11-24T08:00:00Z\"}]}");
    }

    @Test
    void servesRoutesOfOthers() throws IOException {
        assertThat(get("/api/more").body()).isEqualTo("\"more\"");
        assertThat(get("/api/nothing").isProblem()).isTrue();
    }

    private Reply head(String path) throws IOException {
        try (RawHttp http = RawHttp.connect(server.port())) {
            return http.send("HEAD %s HTTP/1.1\r\nHost: a\r\n\r\n".formatted(path)).readHead();
        }
    }

    private Reply get(String path) throws IOException {
        return RawHttp.exchange(
                server.port(), "GET %s HTTP/1.1\r\nHost: a\r\n\r\n".formatted(path));
    }

    @Test
    void servesProbesAloneOnAPortOfTheirOwn() throws Exception {
        try (ManagementServer probes =
                ManagementServer.ofProbes(
                        HttpDoorSettings.of("probes", "FAAS_PROBE_PORT", 0),
                        List.of(HealthCheck.of("threads", () -> alive)),
                        List.of(HealthCheck.of("nats", () -> nats)))) {
            probes.start();
            nats = new Health(false, "away");

            assertThat(status(probes, "/livez")).isEqualTo(200);
            assertThat(status(probes, "/healthz")).isEqualTo(200);
            assertThat(status(probes, "/readyz")).isEqualTo(503);
            assertThat(status(probes, "/openapi.json")).isEqualTo(200);
            assertThat(status(probes, "/metrics")).isEqualTo(404);
            assertThat(status(server, "/livez")).isEqualTo(200);
        }
    }

    private static int status(ManagementServer server, String path) throws Exception {
        return RawHttp.exchange(server.port(), "GET %s HTTP/1.1\r\nHost: a\r\n\r\n".formatted(path))
                .status();
    }
}
