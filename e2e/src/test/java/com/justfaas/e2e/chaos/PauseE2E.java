package com.justfaas.e2e.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Some functions are paused under load, and resumed. */
@ChaosTest
class PauseE2E {

    private static final Scale SCALE = Scale.current();
    private static final int FUNCTIONS = 20;
    private static final int PAUSED = 5;

    /** See {@link IsolationE2E}: below that, a ratio says nothing of the router. */
    private static final double FLOOR = 5;

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
    void nothingIsDeliveredWhilePausedAndAllOfItAfterwards() {
        List<SinkFunction> all = platform.sink.functions(FUNCTIONS);
        List<SinkFunction> paused = all.subList(0, PAUSED);
        platform.announce(all, Map.of());
        platform.warmUp(all, SCALE.warmUp());
        int from = platform.journal.next();

        double before = windows(all, Duration.ofMillis(SCALE.window().toMillis() * 2));
        platform.announce(paused, Map.of("event-paused", "true"));
        platform.awaitSettled(Duration.ofSeconds(10));
        int began = paused.stream().mapToInt(SinkFunction::requests).sum();
        double during = windows(all, SCALE.pause());
        int meanwhile = paused.stream().mapToInt(SinkFunction::requests).sum() - began;
        long waiting = platform.waiting();

        long resumed = System.nanoTime();
        platform.announce(paused, Map.of());
        double after = windows(all, SCALE.window());
        platform.awaitDelivered(from, Duration.ofMinutes(1));
        platform.awaitSettled(Duration.ofSeconds(30));

        Ledger ledger = platform.journal.ledger(from);
        Report.line(
                "pause",
                "paused %d of %d for %s: %d waited, %d delivered meanwhile, all after %.1f s; p99 of the others %.1f ms before, %.1f ms during, %.1f ms when resumed; %s"
                        .formatted(
                                PAUSED,
                                FUNCTIONS,
                                SCALE.pause(),
                                waiting,
                                meanwhile,
                                (System.nanoTime() - resumed) / 1e9,
                                before,
                                during,
                                after,
                                ledger));
        platform.assertConserved();
        assertThat(meanwhile).isZero();
        assertThat(waiting).isPositive();
        assertThat(ledger.lost()).isEmpty();
        assertThat(ledger.duplicates()).isZero();
        assertThat(during / Math.max(before, FLOOR)).isLessThanOrEqualTo(1.5);
        assertThat(after / Math.max(before, FLOOR)).isLessThanOrEqualTo(3);
    }

    /** Load on all for so long; the median p99 of those that are never paused. */
    private double windows(List<SinkFunction> all, Duration length) {
        List<Double> p99 = new ArrayList<>();
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() - end < 0) {
            int from = platform.journal.next();
            platform.publisher.paced(
                    SCALE.rate(), Duration.ofSeconds(1), i -> all.get(i % all.size()));
            int to = platform.journal.next();
            p99.add(platform.journal.latencies(from, to, f -> f >= PAUSED).p99());
        }
        return Percentiles.median(p99);
    }
}
