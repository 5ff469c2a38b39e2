package com.justfaas.e2e.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.e2e.chaos.Twins.Compared;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Functions that never answer do not slow the others, and never stall the shared consumer. */
@ChaosTest
class IsolationE2E {

    private static final Scale SCALE = Scale.current();

    /** What one router holds at most; when it does, it pulls no more, and everybody waits. */
    private static final long ROOM_OF_A_ROUTER = 4000;

    /**
     * In the short form the JVMs are cold: within three windows of a second a pause of the compiler
     * is the p99, with or without those that are silent (24-144 ms without, seen on two
     * processors). A stall of the consumer lasts seconds.
     */
    private static final double COLD = 10;

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
    void oneSilentFunctionOfAHundredIsNotFelt() {
        List<Compared> windows = windows("1 of 100", 100, 1, 10);

        assertThat(Compared.medianRatio(windows)).isLessThanOrEqualTo(SCALE.full() ? 1.5 : COLD);
    }

    @Test
    void fiftySilentFunctionsOfAHundredAreHardlyFelt() {
        List<Compared> windows = windows("50 of 100", 100, 50, 2);

        assertThat(Compared.medianRatio(windows)).isLessThanOrEqualTo(SCALE.full() ? 3 : COLD);
    }

    @Test
    void aCrowdOfWhichHalfIsSilentIsServedOn() {
        List<Compared> windows = windows("half of all", SCALE.crowd(), SCALE.crowd() / 2, 2);

        assertThat(Compared.medianRatio(windows)).isLessThanOrEqualTo(SCALE.full() ? 3 : COLD);
        if (SCALE.full()) {
            assertThat(Compared.median(windows).troubled()).isLessThan(100);
        }
    }

    /**
     * What the healthy ones' p99 was in each window, and what it would have been.
     *
     * @param silent how many of the functions never answer
     * @param share one event of so many is for a silent one
     */
    private List<Compared> windows(String name, int functions, int silent, int share) {
        twins.begin(functions, SCALE.warmUp());
        Platform troubled = twins.troubled();
        List<SinkFunction> all = troubled.sink.functions();
        List<SinkFunction> dead = all.subList(0, silent);
        List<SinkFunction> healthy = all.subList(silent, functions);
        dead.forEach(function -> function.behave(Behaviour.SILENT));

        try (PendingWatch watch = new PendingWatch(troubled.streams)) {
            List<Compared> windows =
                    twins.windows(
                            SCALE.rounds(),
                            SCALE.rate(),
                            SCALE.window(),
                            i ->
                                    i % share == 0
                                            ? dead.get(i / share % dead.size())
                                            : healthy.get(i % healthy.size()),
                            function -> function >= silent);
            Compared median = Compared.median(windows);
            Report.line(
                    "isolation",
                    "%s silent: healthy p99 %.1f ms, without them %.1f ms, ratios %s, median %.2f; most ack pending %d, most not handed out %d, in the backlog %d; %s"
                            .formatted(
                                    name,
                                    median.troubled(),
                                    median.calm(),
                                    windows.stream()
                                            .map(window -> "%.2f".formatted(window.ratio()))
                                            .toList(),
                                    Compared.medianRatio(windows),
                                    watch.mostPending(),
                                    watch.mostUndelivered(),
                                    troubled.waiting(),
                                    troubled.router().deliveries()));
            long limit = troubled.streams.router().getConsumerConfiguration().getMaxAckPending();
            assertThat(watch.mostPending()).isLessThan(Math.min(ROOM_OF_A_ROUTER, limit));
            troubled.assertConserved();
            return windows;
        }
    }
}
