package com.justfaas.e2e.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.e2e.chaos.Twins.Compared;
import com.justfaas.testkit.Ledger;
import java.time.Duration;
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
    private static final Duration WINDOW = Duration.ofSeconds(1);

    private Twins twins;

    @BeforeEach
    void start() {
        twins = Twins.started(500_000);
    }

    @AfterEach
    void stop() {
        twins.close();
    }

    @Test
    void nothingIsDeliveredWhilePausedAndAllOfItAfterwards() {
        twins.begin(FUNCTIONS, SCALE.warmUp());
        Platform platform = twins.troubled();
        List<SinkFunction> paused = platform.sink.functions().subList(0, PAUSED);
        int from = platform.journal.next();

        platform.announce(paused, Map.of("event-paused", "true"));
        int before = requests(paused);
        List<Compared> during = windows((int) SCALE.pause().dividedBy(WINDOW));
        int meanwhile = requests(paused) - before;
        long waiting = platform.waiting();

        long resumed = System.nanoTime();
        platform.announce(paused, Map.of());
        List<Compared> afterwards = windows(3);
        platform.awaitDelivered(from, Duration.ofMinutes(1));
        double seconds = (System.nanoTime() - resumed) / 1e9;
        platform.awaitSettled(Duration.ofSeconds(30));

        Ledger ledger = platform.journal.ledger(from);
        Report.line(
                "pause",
                "%d of %d paused for %s: %d waited, %d delivered meanwhile, all within %.1f s; p99 of the others %s, once resumed %s; %s"
                        .formatted(
                                PAUSED,
                                FUNCTIONS,
                                SCALE.pause(),
                                waiting,
                                meanwhile,
                                seconds,
                                show(during),
                                show(afterwards),
                                ledger));
        platform.assertConserved();
        assertThat(meanwhile).isZero();
        assertThat(waiting).isPositive();
        assertThat(ledger.lost()).isEmpty();
        assertThat(ledger.duplicates()).isZero();
        // in the short form it is the compiler, on a path that is new to a cold JVM, that decides
        if (SCALE.full()) {
            assertThat(Compared.medianRatio(during)).isLessThanOrEqualTo(1.5);
            assertThat(Compared.medianRatio(afterwards)).isLessThanOrEqualTo(3);
        }
    }

    /** Load on all, measured on those that are never paused. */
    private List<Compared> windows(int count) {
        List<SinkFunction> all = twins.troubled().sink.functions();
        return twins.windows(
                count,
                SCALE.rate(),
                WINDOW,
                i -> all.get(i % all.size()),
                function -> function >= PAUSED);
    }

    private static int requests(List<SinkFunction> functions) {
        return functions.stream().mapToInt(SinkFunction::requests).sum();
    }

    private static String show(List<Compared> windows) {
        Compared median = Compared.median(windows);
        return "%.1f ms (without a pause %.1f ms, ratio %.2f)"
                .formatted(median.troubled(), median.calm(), Compared.medianRatio(windows));
    }
}
