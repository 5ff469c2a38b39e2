package com.justfaas.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.router.callback.CallbackTarget;
import com.justfaas.testkit.RecordingFunction;
import com.justfaas.testkit.junit.NatsExtension;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.StreamInfoOptions;
import java.io.IOException;
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

    /** More than twice as many as there are readers for. */
    private static final int HOSTS = 600;

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
                .until(() -> box.stored(Names.Streams.BACKLOG) >= HOSTS);

        String ofAllHosts = "faas_backlog_waiting{function=\"*\",namespace=\"_callback\"}";
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () ->
                                assertThat(box.registry.scrape())
                                        .contains(ofAllHosts)
                                        .doesNotContain("127.0.0.1:"));
        assertThat(metricsLines() - lines).isLessThan(100);
        assertThatAHealthyHostIsServed();

        hosts.forEach(RecordingFunction::start);
        await().atMost(Duration.ofSeconds(60)).until(() -> box.stored(Names.Streams.BACKLOG) == 0);
        assertThat(box.stored(Names.Streams.DEAD_LETTERS)).isZero();
        assertThat(ids()).hasSize(HOSTS).doesNotHaveDuplicates();
        assertThat(box.registry.get("faas.deliveries.drift").gauge().value()).isZero();
    }

    /** At once; and soon, when its first attempt failed and its callback waits as the others do. */
    private void assertThatAHealthyHostIsServed() {
        post("prompt", healthy);
        healthy.awaitRequests(1, Duration.ofSeconds(2));

        healthy.stop();
        post("late", healthy);
        await().atMost(Duration.ofSeconds(10)).until(() -> waitsFor(healthy));
        healthy.start();
        healthy.awaitRequests(2, Duration.ofSeconds(20));
    }

    /** Whether there is a copy for this host: those of the others are moved while one looks. */
    private boolean waitsFor(RecordingFunction host) {
        FunctionName lane = new CallbackTarget.Web(host.uri()).lane();
        String subjects = Names.Subjects.backlog(lane, 0).replaceFirst("[^.]*$", "*");
        try {
            return box.nats()
                            .jetStreamManagement()
                            .getStreamInfo(
                                    Names.Streams.BACKLOG,
                                    StreamInfoOptions.filterSubjects(subjects))
                            .getStreamState()
                            .getSubjects()
                            .size()
                    > 0;
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException(e);
        }
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
