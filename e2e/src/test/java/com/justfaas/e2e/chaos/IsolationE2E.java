package com.justfaas.e2e.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Functions that never answer do not slow the others, and never stall the shared consumer. */
@ChaosTest
class IsolationE2E {

    private static final Scale SCALE = Scale.current();

    /**
     * What counts as the healthy p99 at least, in milliseconds: below that, a ratio compares how
     * the two cores happened to be shared in a window, and not the router's work.
     */
    private static final double FLOOR = 5;

    /** What one router holds at most; when it does, it pulls no more, and everybody waits. */
    private static final long ROOM_OF_A_ROUTER = 4000;

    private Platform platform;

    @BeforeEach
    void start() {
        platform = Platform.started(1, 1_000_000);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void oneSilentFunctionOfAHundredIsNotFelt() {
        Outcome outcome = compare("1 of 100", 100, 1, 10);

        assertThat(outcome.ratio()).isLessThanOrEqualTo(1.5);
    }

    @Test
    void fiftySilentFunctionsOfAHundredAreHardlyFelt() {
        Outcome outcome = compare("50 of 100", 100, 50, 2);

        assertThat(outcome.ratio()).isLessThanOrEqualTo(3);
    }

    @Test
    void aCrowdOfWhichHalfIsSilentIsServedOn() {
        Outcome outcome = compare("half of all", SCALE.crowd(), SCALE.crowd() / 2, 2);

        if (SCALE.full()) {
            assertThat(outcome.faulty()).isLessThan(100);
        }
        assertThat(outcome.ratio()).isLessThanOrEqualTo(SCALE.full() ? 20 : 3);
    }

    /** Medians of healthy p99, in milliseconds, without and with the silent ones. */
    private record Outcome(double healthy, double faulty) {
        double ratio() {
            return faulty / Math.max(healthy, FLOOR);
        }
    }

    /**
     * @param silent how many of the functions never answer
     * @param share one event of so many is for a silent one
     */
    private Outcome compare(String name, int functions, int silent, int share) {
        List<SinkFunction> all = platform.sink.functions(functions);
        platform.announce(all, Map.of());
        platform.warmUp(all, SCALE.warmUp());
        List<SinkFunction> healthy = all.subList(silent, functions);
        List<SinkFunction> dead = all.subList(0, silent);
        dead.forEach(function -> function.behave(Behaviour.SILENT));

        List<Double> without = new ArrayList<>();
        List<Double> with = new ArrayList<>();
        try (PendingWatch watch = new PendingWatch(platform.streams)) {
            for (int round = 0; round < SCALE.rounds(); round++) {
                without.add(window(name, silent, i -> healthy.get(i % healthy.size())));
                with.add(
                        window(
                                name,
                                silent,
                                i ->
                                        i % share == 0
                                                ? dead.get(i / share % dead.size())
                                                : healthy.get(i % healthy.size())));
            }
            Outcome outcome = new Outcome(Percentiles.median(without), Percentiles.median(with));
            Report.line(
                    "isolation",
                    "%s silent: healthy p99 %.1f ms without, %.1f ms with, ratio %.2f; most ack pending %d, most not handed out %d, in the backlog %d"
                            .formatted(
                                    name,
                                    outcome.healthy(),
                                    outcome.faulty(),
                                    outcome.ratio(),
                                    watch.mostPending(),
                                    watch.mostUndelivered(),
                                    platform.waiting()));
            assertThat(watch.mostPending())
                    .isLessThan(
                            Math.min(
                                    ROOM_OF_A_ROUTER,
                                    platform.streams
                                            .router()
                                            .getConsumerConfiguration()
                                            .getMaxAckPending()));
            platform.assertConserved();
            return outcome;
        }
    }

    /** Healthy p99 in milliseconds, once all that is healthy has arrived. */
    private double window(String name, int silent, IntFunction<SinkFunction> receiver) {
        int from = platform.journal.next();
        platform.publisher.paced(SCALE.rate(), SCALE.window(), receiver);
        int to = platform.journal.next();
        await(name)
                .atMost(Duration.ofSeconds(60))
                .until(() -> platform.journal.missing(from, to, f -> f >= silent) == 0);
        Percentiles latencies = platform.journal.latencies(from, to, f -> f >= silent);
        Report.line("isolation", "%s, window of %d: %s".formatted(name, to - from, latencies));
        return latencies.p99();
    }
}
