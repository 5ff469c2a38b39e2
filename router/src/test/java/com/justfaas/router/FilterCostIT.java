package com.justfaas.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.FunctionName;
import com.justfaas.testkit.ReceivedRequest;
import com.justfaas.testkit.junit.NatsExtension;
import io.micrometer.core.instrument.Counter;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Issue 11, point 6: a filter that takes long delays only the function that has it. */
class FilterCostIT {

    private static final String SUBJECT = "com.justfaas.event.added.order.created";
    private static final String LONG = "a".repeat(1024);

    /** Nearly as long as an annotation may be. */
    private static final String EXPENSIVE =
            String.join(
                    " OR ", Collections.nCopies(15, "subject LIKE '%" + "_".repeat(115) + "x%'"));

    private static final int MANY = 50;
    private static final int FLOODED = 100;
    private static final int FLOOD = 8000;
    private static final int EVENTS = 300;
    private static final Duration PACE = Duration.ofMillis(10);

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    @AutoClose private final RouterFixture box = new RouterFixture(NATS.url());

    @Test
    void doesNotDelayOtherFunctions() {
        FunctionName healthy = box.function("healthy", Map.of("event-type", "order.*"));
        filters("region = 'us'");
        p99(healthy, "warm-cheap", EVENTS); // classes to load, code to compile
        Duration cheap = p99(healthy, "cheap", EVENTS);

        filters(EXPENSIVE);
        p99(healthy, "warm-expensive", EVENTS);
        Duration expensive = p99(healthy, "expensive", EVENTS);

        assertThat(expensive)
                .as("99 %% of the events within, with filters that are cheap: %s", cheap)
                .isLessThan(max(cheap, PACE).multipliedBy(10));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(count("filtered-1", "expensive")).isEqualTo(2 * EVENTS));
        assertAllOver();
    }

    /** What takes more than a moment is evaluated elsewhere, and to its end. */
    @Test
    void deliversWhatPassesAFilterThatTakesItsTime() {
        FunctionName slow = function("slow", "subject LIKE '%x%'");
        function("other", "subject LIKE '%y%'");

        publish("e1", LONG);
        publish("e2", LONG.substring(1) + "x");

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(count("slow", "false")).isEqualTo(1));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(count("other", "false")).isEqualTo(2));
        box.functions.awaitRequests(1, Duration.ofSeconds(10));
        assertThat(box.received(slow)).hasSize(1);
        assertAllOver();
    }

    /** More at once than a replica holds, and than it can evaluate filters for soon. */
    @Test
    void aFloodOfThemDoesNotDelayOtherFunctions() {
        FunctionName healthy = box.function("healthy", Map.of("event-type", "ping"));
        filters("subject LIKE '%x%' OR subject LIKE '%z%'", FLOODED);

        for (int i = 0; i < FLOOD; i++) {
            publish("flood-" + i, LONG);
        }
        box.nats().publish("com.justfaas.event.added.ping", new Headers(), new byte[0]);

        await().atMost(Duration.ofMinutes(1)).until(() -> !box.received(healthy).isEmpty());
        double evaluated = evaluated();
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> evaluated() == FLOODED * FLOOD);
        assertAllOver();
        assertThat(evaluated)
                .as("filters evaluated before an event that came after all of them")
                .isLessThan(FLOODED * FLOOD / 4.0);
    }

    private double evaluated() {
        return box.registry.find("faas.events.filtered").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private void filters(String filter) {
        filters(filter, MANY);
    }

    private void filters(String filter, int functions) {
        for (int i = 0; i < functions; i++) {
            function("filtered-" + i, filter);
        }
    }

    private FunctionName function(String name, String filter) {
        return box.function(name, Map.of("event-type", "order.*", "event-filter", filter));
    }

    /** Publishes events at an even pace, however long the last one takes. */
    private Duration p99(FunctionName function, String run, int events) {
        box.functions.forget();
        Map<String, Long> sentAt = new HashMap<>();
        long next = System.nanoTime();
        for (int i = 0; i < events; i++) {
            String id = run + "-" + i;
            sentAt.put(id, System.nanoTime());
            publish(id, LONG);
            next += PACE.toNanos();
            LockSupport.parkNanos(next - System.nanoTime());
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> box.functions.requestCount() >= events);
        List<Duration> took =
                box.received(function).stream()
                        .map(request -> took(request, sentAt))
                        .sorted()
                        .toList();
        assertThat(took).hasSize(events);
        return took.get(events * 99 / 100);
    }

    private static Duration took(ReceivedRequest request, Map<String, Long> sentAt) {
        Long at = sentAt.get(request.header("ce-id").orElse(""));
        return Duration.ofNanos(request.nanoTime() - Objects.requireNonNull(at));
    }

    private void publish(String id, String subject) {
        Headers headers = new Headers();
        headers.add("ce-specversion", "1.0");
        headers.add("ce-id", id);
        headers.add("ce-source", "/shop");
        headers.add("ce-type", "order.created");
        headers.add("ce-subject", subject);
        box.nats().publish(SUBJECT, headers, new byte[0]);
    }

    private void assertAllOver() {
        await().atMost(Duration.ofSeconds(10)).until(() -> box.pending() == 0);
        assertThat(box.registry.get("faas.deliveries.drift").gauge().value()).isZero();
    }

    private double count(String function, String reason) {
        return box.registry
                .get("faas.events.filtered")
                .tags("function", function, "reason", reason)
                .counter()
                .count();
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
