package com.justfaas.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.topics.NearMiss;
import com.justfaas.router.http.HttpDoorSettings;
import com.justfaas.router.management.ManagementServer;
import com.justfaas.router.openapi.Operation;
import com.justfaas.router.openapi.PropertyClient;
import com.justfaas.testkit.Answer;
import com.justfaas.testkit.NatsServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code /openapi.json} of both doors says what they do. {@code -Dopenapi.seed=…} makes other
 * requests up than those of every day.
 */
class OpenApiIT {

    private static final long SEED = Long.getLong("openapi.seed", 20261126);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final NatsServer nats = NatsServer.create();

    @SuppressWarnings("NullAway.Init")
    private RouterFixture router;

    @SuppressWarnings("NullAway.Init")
    private ManagementServer management;

    @BeforeEach
    void start() {
        nats.start();
        router = new RouterFixture(nats.url());
        management =
                new ManagementServer(
                        HttpDoorSettings.of("management", "FAAS_MANAGEMENT_PORT", 0),
                        router.registry,
                        List.of(),
                        router.router.readiness(),
                        router.router.routes());
        management.start();
        router.functions.answerBy(
                request -> Answer.status(request.path().contains("/picky") ? 400 : 200));
        router.function("audit", Map.of("event-type", "order.*"));
        router.function("picky", Map.of("event-type", "order.created", "event-timeout", "5"));
    }

    @AfterEach
    void stop() {
        management.close();
        router.close();
        nats.close();
    }

    @Test
    void bothDocumentsAreOpenApi() {
        for (int port : ports()) {
            try (PropertyClient client = new PropertyClient(port, SEED)) {
                assertThat(client.api().mistakes()).isEmpty();
            }
        }
    }

    /** Tools pass over a pattern that is none in ECMA 262, and take the schema for any text. */
    @Test
    void patternsNeedNoFlagsOfJava() {
        for (int port : ports()) {
            try (PropertyClient client = new PropertyClient(port, SEED)) {
                assertThat(client.api().document().findValuesAsText("pattern"))
                        .noneMatch(pattern -> pattern.matches(".*\\(\\?[a-z-]+[:)].*"));
            }
        }
    }

    @Test
    void aWebhookUrlHasASchemaOfItsOwn() {
        try (PropertyClient client = new PropertyClient(router.router.ingressPort(), SEED)) {
            String schema = "/components/schemas/WebhookUrl";
            for (String good : List.of("https://a.example/x", "HTTP://a:1", "function://shop/f")) {
                assertThat(client.api().mistakes(TextNode.valueOf(good), schema)).isEmpty();
            }
            for (String bad : List.of("0", "", "ftp://a", "https://", "https://a b")) {
                assertThat(client.api().mistakes(TextNode.valueOf(bad), schema)).isNotEmpty();
            }
        }
    }

    @Test
    void eachRouteIsDescribedAndNoOther() throws Exception {
        for (int port : ports()) {
            try (PropertyClient client = new PropertyClient(port, SEED)) {
                JsonNode nothing =
                        JSON.readTree(
                                router.http
                                        .send(
                                                HttpRequest.newBuilder(
                                                                URI.create(
                                                                        "http://127.0.0.1:%d/"
                                                                                .formatted(port)))
                                                        .build(),
                                                BodyHandlers.ofString())
                                        .body());
                assertThat(nothing.path("detail").asText()).contains("/openapi.json");
                assertThat(client.api().operations().stream().map(Operation::toString))
                        .containsExactlyInAnyOrderElementsOf(texts(nothing.path("routes")));
            }
        }
    }

    @Test
    void listsWhatTheCodeLists() {
        try (PropertyClient client = new PropertyClient(management.port(), SEED)) {
            JsonNode schemas = client.api().document().at("/components/schemas");
            assertThat(texts(schemas.at("/DeadLetterReason/enum")))
                    .containsExactlyElementsOf(names(DeadLetterReason.values()));
            assertThat(texts(schemas.at("/NearMiss/properties/reason/enum")))
                    .containsExactlyElementsOf(names(NearMiss.Kind.values()));
        }
    }

    @Test
    void theIngressAnswersAsItsDocumentSays() {
        try (PropertyClient client = new PropertyClient(router.router.ingressPort(), SEED)) {
            assertThat(client.surprises(1500)).as(account(client)).isEmpty();
            assertThat(client.seen().get("POST /apis/events"))
                    .as(account(client))
                    .contains(200, 202, 400, 403, 404, 413, 415, 431);
        }
    }

    @Test
    void theManagementPortAnswersAsItsDocumentSays() {
        try (PropertyClient client = new PropertyClient(management.port(), SEED)) {
            for (int round = 0; round < 30; round++) {
                awaitDeadLetter("round" + round);
                assertThat(client.surprises(50)).as(account(client)).isEmpty();
            }
            assertThat(client.seen())
                    .as(account(client))
                    .allSatisfy(
                            (operation, statuses) ->
                                    assertThat(statuses)
                                            .as(operation)
                                            .anyMatch(status -> status < 300));
        }
    }

    @Test
    void bothAnswerAsTheirDocumentsSayWhileNatsIsAway() {
        nats.kill();
        for (int port : ports()) {
            try (PropertyClient client = new PropertyClient(port, SEED)) {
                assertThat(client.surprises(200)).as(account(client)).isEmpty();
                assertThat(client.seen().values().stream().flatMap(Set::stream)).contains(503);
            }
        }
    }

    private void awaitDeadLetter(String id) {
        assertThat(router.post("order.created", id, "{}").statusCode()).isEqualTo(202);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> router.stored("faas-deadletters") > 0);
    }

    private static String account(PropertyClient client) {
        return "-Dopenapi.seed=%d; statuses that came: %s".formatted(SEED, client.seen());
    }

    private int[] ports() {
        return new int[] {router.router.ingressPort(), management.port()};
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }

    private static List<String> names(Enum<?>... values) {
        return Stream.of(values).map(Enum::name).toList();
    }
}
