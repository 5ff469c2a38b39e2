package com.justfaas.e2e.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A series of events for many functions each: more deliveries than there is memory for at once, and
 * more than the processors can make soon. Functions that subscribed to other events are served.
 */
@ChaosTest
class FanOutE2E {

    private static final String SHARED = "fanout.shared";
    private static final int SUBSCRIBED = 200;
    private static final int EVENTS = Scale.current().full() ? 4000 : 1200;
    private static final long ALL = (long) EVENTS * SUBSCRIBED;
    private static final int BEFORE_KILL = EVENTS / 3;
    private static final int OTHERS = 20;
    private static final int RATE = 100;
    private static final Duration WINDOW = Duration.ofSeconds(3);

    private Platform platform;
    private List<SinkFunction> subscribed;
    private List<SinkFunction> others;

    @BeforeEach
    void start() {
        platform = Platform.started(1, 100_000);
        others = platform.sink.functions(OTHERS);
        platform.announce(others, Map.of());
        platform.warmUp(others, 5000);
        subscribed = platform.sink.functions(SUBSCRIBED);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void neitherEndsTheProcessNorDelaysOtherFunctions() {
        platform.announce(subscribed, Map.of("event-type", SHARED));

        platform.publisher.floodAll(SHARED, EVENTS);
        int from = platform.journal.next();
        long began = System.nanoTime();
        platform.publisher.paced(RATE, WINDOW, i -> others.get(i % OTHERS));
        int to = platform.journal.next();
        await("other functions are served")
                .atMost(Duration.ofMinutes(3))
                .until(() -> !isAlive() || platform.journal.missing(from, to, any -> true) == 0);
        assertThat(isAlive()).as("%s", platform.router().process().logTail()).isTrue();
        long made = platform.journal.sharedDeliveries();
        awaitDelivered(ALL);
        double seconds = (System.nanoTime() - began) / 1e9;

        platform.awaitSettled(Duration.ofSeconds(30));
        Report.line(
                "fan-out",
                "%d events for %d functions each in %.1f s; %d of these deliveries were made when the last of %d events for others arrived: %s; resident %d MB at most; %s"
                        .formatted(
                                EVENTS,
                                SUBSCRIBED,
                                seconds,
                                made,
                                to - from,
                                platform.journal.latencies(from, to, any -> true),
                                platform.router().residentMegabytes(true),
                                platform.router().deliveries()));
        platform.assertConserved();
        assertThat(requests()).as("no delivery twice").isEqualTo(ALL);
        assertThat(made).as("deliveries made before the others").isLessThan(ALL / 2);
    }

    @Test
    void nothingIsLostWhenTheRouterIsKilled() {
        platform.announce(subscribed, Map.of("event-type", SHARED));

        long all = (long) BEFORE_KILL * SUBSCRIBED;
        platform.publisher.floodAll(SHARED, BEFORE_KILL);
        await("events wait in the backlog, and some deliveries were made")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () ->
                                platform.waiting() > BEFORE_KILL / 2
                                        && platform.journal.sharedDeliveries() > 1000);
        platform.kill(0);
        long waiting = platform.waiting();
        long made = platform.journal.sharedDeliveries();
        platform.startAgain(0);
        platform.router().awaitReady();
        awaitDelivered(all);

        platform.awaitSettled(Duration.ofMinutes(1));
        Report.line(
                "fan-out",
                "router killed with %d copies in the backlog and %d of %d deliveries made: all %d made in the end, %d more than once"
                        .formatted(
                                waiting,
                                made,
                                all,
                                platform.journal.sharedDeliveries(),
                                requests() - platform.journal.sharedDeliveries()));
        platform.assertConserved();
    }

    private void awaitDelivered(long deliveries) {
        await("every delivery is made")
                .atMost(Duration.ofMinutes(5))
                .until(() -> !isAlive() || platform.journal.sharedDeliveries() == deliveries);
        assertThat(isAlive()).as("%s", platform.router().process().logTail()).isTrue();
    }

    private long requests() {
        return subscribed.stream().mapToLong(SinkFunction::requests).sum();
    }

    private boolean isAlive() {
        return platform.router().process().isAlive();
    }
}
