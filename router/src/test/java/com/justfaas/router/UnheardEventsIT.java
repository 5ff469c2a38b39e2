package com.justfaas.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.justfaas.router.http.HttpDoor;
import com.justfaas.router.http.HttpDoorSettings;
import com.justfaas.testkit.junit.NatsExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An event that nobody listens to is accepted, counted, told of, and found again. */
class UnheardEventsIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private static final ObjectMapper JSON = new ObjectMapper();

    @SuppressWarnings("NullAway.Init")
    private RouterFixture router;

    @SuppressWarnings("NullAway.Init")
    private HttpDoor management;

    @BeforeEach
    void start() {
        router = new RouterFixture(NATS.url());
        management =
                new HttpDoor(HttpDoorSettings.of("management", "-", 0), router.router.routes());
        management.start();
    }

    @AfterEach
    void stop() {
        management.close();
        router.close();
    }

    @Test
    void isAcceptedAndSeenByWhoeverLooksForIt() throws Exception {
        router.function("audit", Map.of("event-type", "order.created"));

        for (int i = 0; i < 3; i++) {
            assertThat(router.post("order.creatd", "e" + i, "{}").statusCode()).isEqualTo(202);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> get("/api/unheard-events").at("/types/0/count").asInt() == 3);

        JsonNode type = get("/api/unheard-events").at("/types/0");
        assertThat(type.path("type").asText()).isEqualTo("order.creatd");
        assertThat(type.path("wantedNow").asBoolean(true)).isFalse();
        assertThat(router.registry.scrape())
                .contains("faas_events_unmatched_total{type=\"order.creatd\"} 3.0");
        JsonNode match = get("/api/match?type=order.creatd");
        assertThat(match.path("receivers")).isEmpty();
        assertThat(match.at("/nearMisses/0/name").asText()).isEqualTo("audit");
        assertThat(match.at("/nearMisses/0/reason").asText()).isEqualTo("Spelling");

        router.function("audit", Map.of("event-type", "order.created, order.creatd"));

        assertThat(get("/api/unheard-events").at("/types/0/wantedNow").asBoolean()).isTrue();
    }

    @Test
    void namesAFunctionWhoseAnnotationIsMisspelt() throws Exception {
        router.function("audit", Map.of("event-typ", "order.created"));

        JsonNode match = get("/api/match?type=order.created");
        JsonNode dryRun =
                JSON.readTree(
                        router.http
                                .send(
                                        HttpRequest.newBuilder(
                                                        URI.create(
                                                                "http://127.0.0.1:%d/apis/events?dryRun=true"
                                                                        .formatted(
                                                                                router.router
                                                                                        .ingressPort())))
                                                .header("X-Event-Type", "order.created")
                                                .POST(BodyPublishers.noBody())
                                                .build(),
                                        BodyHandlers.ofString())
                                .body());

        for (JsonNode audience : List.of(match, dryRun)) {
            assertThat(audience.path("receivers")).isEmpty();
            assertThat(audience.path("nearMisses").toString())
                    .isEqualTo(
                            "[{\"namespace\":\"shop\",\"name\":\"audit\",\"topic\":\"order.created\",\"reason\":\"NotATopic\",\"why\":\"justfaas.com/event-typ is not used, because there is no such annotation; did you mean justfaas.com/event-type?\"}]");
        }
    }

    private JsonNode get(String target) throws IOException, InterruptedException {
        return JSON.readTree(
                router.http
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        "http://127.0.0.1:%d%s"
                                                                .formatted(
                                                                        management.port(), target)))
                                        .build(),
                                BodyHandlers.ofString())
                        .body());
    }
}
