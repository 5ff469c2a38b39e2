package com.justfaas.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.FunctionName;
import com.justfaas.testkit.ReceivedRequest;
import com.justfaas.testkit.junit.NatsExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FilterIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    @AutoClose private final RouterFixture box = new RouterFixture(NATS.url());

    @Test
    void deliversToThoseWhoseFilterAnEventPasses() {
        FunctionName all = function("all", "true");
        FunctionName eu = function("eu", "region = 'eu'");
        FunctionName late = function("late", "NOT EXISTS region OR priority > 5");
        FunctionName bad = function("bad", "region = ");

        post("e1", Map.of("ce-region", "eu"));
        post("e2", Map.of("ce-region", "us", "ce-priority", "9"));
        post("e3", Map.of());

        awaitIds(all, "e1", "e2", "e3");
        awaitIds(eu, "e1");
        awaitIds(late, "e2", "e3");
        assertThat(box.received(bad)).isEmpty();
        awaitCount("eu", "false", 1);
        awaitCount("eu", "error", 1);
        awaitCount("late", "error", 1);
        awaitCount("bad", "unreadable", 3);
        assertThat(box.registry.scrape()).doesNotContain("faas_events_unmatched_total{");
    }

    @Test
    void followsAFilterThatChanges() {
        FunctionName eu = function("eu", "region = 'us'");
        post("e1", Map.of("ce-region", "eu"));
        awaitCount("eu", "false", 1);

        function("eu", "region ==");
        post("e2", Map.of("ce-region", "eu"));
        awaitCount("eu", "unreadable", 1);

        function("eu", "region = 'eu'");
        post("e3", Map.of("ce-region", "eu"));
        awaitIds(eu, "e3");
    }

    /** Calls are no events: whoever calls a function means this function. */
    @Test
    void letsCallsPass() {
        FunctionName eu = function("eu", "region = 'eu'");

        assertThat(
                        box.post(
                                        Map.of("X-Event-Type", "com.justfaas.function.invoked"),
                                        "{\"Name\": \"eu\", \"Namespace\": \"shop\"}")
                                .statusCode())
                .isEqualTo(202);

        box.functions.awaitRequests(1, Duration.ofSeconds(5));
        assertThat(box.received(eu)).hasSize(1);
    }

    /** It has an id, a source and a type, whatever the sender left out, and nothing else. */
    @Test
    void asksABareMessageFromNatsToo() {
        FunctionName bare =
                function("bare", "source = 'nats:com.justfaas.event.added.order.created'");
        function("eu", "region = 'eu'");

        box.nats()
                .publish(
                        "com.justfaas.event.added.order.created",
                        "{}".getBytes(StandardCharsets.UTF_8));

        box.functions.awaitRequests(1, Duration.ofSeconds(5));
        assertThat(box.received(bare)).hasSize(1);
        awaitCount("eu", "error", 1);
    }

    private FunctionName function(String name, String filter) {
        return box.function(name, Map.of("event-type", "order.*", "event-filter", filter));
    }

    private void post(String id, Map<String, String> attributes) {
        Map<String, String> headers = new HashMap<>(attributes);
        headers.putAll(
                Map.of(
                        "ce-specversion",
                        "1.0",
                        "ce-id",
                        id,
                        "ce-source",
                        "/shop",
                        "ce-type",
                        "order.created"));
        assertThat(box.post(headers, "{}").statusCode()).isEqualTo(202);
    }

    private void awaitIds(FunctionName function, String... ids) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(ids(function)).containsExactlyInAnyOrder(ids));
    }

    private List<String> ids(FunctionName function) {
        return box.received(function).stream().map(FilterIT::id).toList();
    }

    private static String id(ReceivedRequest request) {
        return request.header("ce-id").orElse("");
    }

    private void awaitCount(String function, String reason, int count) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () ->
                                assertThat(box.registry.scrape())
                                        .contains(
                                                "faas_events_filtered_total{function=\"%s\",namespace=\"shop\",reason=\"%s\"} %d.0"
                                                        .formatted(function, reason, count)));
    }
}
