package com.justfaas.e2e.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How fast a full stream is delivered, as a share of what the HTTP client alone can do. */
@ChaosTest
class ThroughputE2E {

    private static final Scale SCALE = Scale.current();
    private static final int FUNCTIONS = 100;

    private Platform platform;
    private BareClient bare;
    private int filledFrom;

    @BeforeEach
    void start() {
        platform = Platform.started(1, 2_000_000);
        bare = new BareClient(platform.sink, platform.journal);
    }

    @AfterEach
    void stop() {
        bare.close();
        platform.close();
    }

    @Test
    void deliversAFullStreamAtAFairShareOfTheBareClient() {
        List<SinkFunction> functions = platform.sink.functions(FUNCTIONS);
        platform.announce(functions, Map.of());
        double unused = bare.rate(functions, SCALE.warmUp());
        platform.warmUp(functions, SCALE.warmUp());

        CpuTime router = new CpuTime(platform.router().process().pid());
        CpuTime nats = new CpuTime(platform.nats.process().pid());
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < SCALE.rounds(); round++) {
            double before = bare.rate(functions, SCALE.filled());
            fill(functions);
            router.start();
            nats.start();
            double delivered = drain();
            double routerMicros = router.per(SCALE.filled());
            double natsMicros = nats.per(SCALE.filled());
            double after = bare.rate(functions, SCALE.filled());
            ratios.add(delivered / ((before + after) / 2));
            Report.line(
                    "throughput",
                    "%d functions, %d events: delivered %.0f/s (each %.0f us of the router, %.0f us of nats-server); bare client %.0f/s and %.0f/s; ratio %.2f"
                            .formatted(
                                    FUNCTIONS,
                                    SCALE.filled(),
                                    delivered,
                                    routerMicros,
                                    natsMicros,
                                    before,
                                    after,
                                    ratios.getLast()));
        }
        Report.line(
                "throughput",
                "median ratio %.2f (cold bare client %.0f/s); deliveries %s"
                        .formatted(
                                Percentiles.median(ratios),
                                unused,
                                platform.router().deliveries()));
        platform.awaitSettled(Duration.ofSeconds(30));
        platform.assertConserved();
        assertThat(Percentiles.median(ratios)).isGreaterThanOrEqualTo(0.4);
    }

    /** The router stands still meanwhile. */
    private void fill(List<SinkFunction> functions) {
        filledFrom = platform.journal.next();
        platform.router().process().pause();
        platform.publisher.flood(functions, SCALE.filled());
    }

    /** Returns events a second. */
    private double drain() {
        long began = System.nanoTime();
        platform.router().process().resume();
        platform.awaitDelivered(filledFrom, Duration.ofSeconds(60));
        long[] arrivals = platform.journal.arrivals(filledFrom);
        return arrivals.length * 1e9 / (arrivals[arrivals.length - 1] - began);
    }
}
