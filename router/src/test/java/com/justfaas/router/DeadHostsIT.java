package com.justfaas.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.Names;
import com.justfaas.testkit.RecordingFunction;
import com.justfaas.testkit.junit.NatsExtension;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Issue 11, point 6: webhook hosts that senders name cost little, however many of them are dead,
 * and lose nothing. Each port of 127.0.0.1 is a host.
 */
class DeadHostsIT {

    /** A few times as many as there are readers for. */
    private static final int HOSTS = 1000;

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    @AutoClose private final RouterFixture box = new RouterFixture(NATS.url());
    @AutoClose private final RecordingFunction healthy = RecordingFunction.started();

    private final List<RecordingFunction> hosts =
            Stream.generate(RecordingFunction::started).limit(HOSTS).toList();

    @AfterEach
    void close() {
        hosts.forEach(RecordingFunction::close);
    }

    @Test
    void shareALabelAndTakeTurnsAndLoseNothing() {
        box.function("one", Map.of("event-type", "t"));
        hosts.forEach(RecordingFunction::stop);
        int lines = metricsLines();

        for (int i = 0; i < HOSTS; i++) {
            post("dead-" + i, hosts.get(i));
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> box.stored(Names.Streams.BACKLOG) == HOSTS);

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () ->
                                assertThat(box.registry.scrape())
                                        .contains(
                                                "faas_backlog_waiting{function=\"*\",namespace=\"_callback\"} "
                                                        + HOSTS));
        assertThat(metricsLines() - lines).isLessThan(100);
        assertThatAHealthyHostIsServed();

        hosts.forEach(RecordingFunction::start);
        await().atMost(Duration.ofSeconds(60)).until(() -> box.stored(Names.Streams.BACKLOG) == 0);
        assertThat(ids()).hasSize(HOSTS).doesNotHaveDuplicates();
        assertThat(box.stored(Names.Streams.DEAD_LETTERS)).isZero();
        assertThat(box.registry.get("faas.deliveries.drift").gauge().value()).isZero();
    }

    /** At once; and soon, when its first attempt failed and its callback waits as the others do. */
    private void assertThatAHealthyHostIsServed() {
        post("prompt", healthy);
        healthy.awaitRequests(1, Duration.ofSeconds(2));

        healthy.stop();
        post("late", healthy);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> box.stored(Names.Streams.BACKLOG) == HOSTS + 1);
        healthy.start();
        healthy.awaitRequests(2, Duration.ofSeconds(20));
    }

    private List<String> ids() {
        return hosts.stream()
                .map(RecordingFunction::requests)
                .flatMap(Collection::stream)
                .map(request -> request.header("X-Event-Id").orElse(""))
                .toList();
    }

    private int metricsLines() {
        return (int) box.registry.scrape().lines().count();
    }

    private void post(String id, RecordingFunction host) {
        var answer =
                box.post(
                        Map.of(
                                "X-Event-Type",
                                "t",
                                "X-Event-Id",
                                id,
                                "X-Event-Webhook-Url",
                                host.uri().toString()),
                        "x");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }
}
