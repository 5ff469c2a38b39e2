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
    private List<SinkFunction> functions = List.of();
    private CpuTime ours;
    private CpuTime router;
    private CpuTime nats;

    @BeforeEach
    void start() {
        platform = Platform.started(1, 2_000_000);
        bare = new BareClient(platform.sink, platform.journal);
        functions = platform.sink.functions(FUNCTIONS);
        platform.announce(functions, Map.of());
        ours = new CpuTime(ProcessHandle.current().pid());
        router = new CpuTime(platform.router().process().pid());
        nats = new CpuTime(platform.nats.process().pid());
    }

    @AfterEach
    void stop() {
        bare.close();
        platform.close();
    }

    /**
     * A rate, and what it cost: processor time of everybody who took part, in microseconds an
     * event. With all processors busy, rates are as the inverse of the costs; and the costs hold
     * when somebody else keeps the processors busy.
     */
    private record Speed(double perSecond, double cost) {}

    @Test
    void deliversAFullStreamAtAFairShareOfTheBareClient() {
        Speed cold = bare(SCALE.warmUp());
        platform.warmUp(functions, SCALE.warmUp());

        List<Double> byTime = new ArrayList<>();
        List<Double> byCost = new ArrayList<>();
        for (int round = 0; round < SCALE.rounds(); round++) {
            Speed before = bare(SCALE.filled());
            Speed drain = drain(SCALE.filled());
            Speed after = bare(SCALE.filled());
            byTime.add(2 * drain.perSecond() / (before.perSecond() + after.perSecond()));
            byCost.add((before.cost() + after.cost()) / 2 / drain.cost());
            Report.line(
                    "throughput",
                    "%d functions: delivered %.0f/s, %.0f us each (router %.0f, nats-server %.0f); bare client %.0f/s and %.0f/s, %.0f us each; ratio %.2f, by cost %.2f"
                            .formatted(
                                    FUNCTIONS,
                                    drain.perSecond(),
                                    drain.cost(),
                                    router.per(SCALE.filled()),
                                    nats.per(SCALE.filled()),
                                    before.perSecond(),
                                    after.perSecond(),
                                    (before.cost() + after.cost()) / 2,
                                    byTime.getLast(),
                                    byCost.getLast()));
        }
        platform.awaitSettled(Duration.ofSeconds(30));
        Report.line(
                "throughput",
                "median ratio %.2f, by cost %.2f (cold bare client %.0f/s); deliveries %s"
                        .formatted(
                                Percentiles.median(byTime),
                                Percentiles.median(byCost),
                                cold.perSecond(),
                                platform.router().deliveries()));
        platform.assertConserved();
        assertThat(Percentiles.median(byTime)).isGreaterThanOrEqualTo(0.4);
    }

    private Speed bare(int requests) {
        ours.start();
        double rate = bare.rate(functions, requests);
        ours.stop();
        return new Speed(rate, ours.per(requests));
    }

    /** The router stands still while the stream is filled. */
    private Speed drain(int events) {
        int from = platform.journal.next();
        platform.router().process().pause();
        platform.publisher.flood(functions, events);
        List<CpuTime> all = List.of(ours, router, nats);
        all.forEach(CpuTime::start);
        long began = System.nanoTime();
        platform.router().process().resume();
        platform.awaitDelivered(from, Duration.ofSeconds(60));
        all.forEach(CpuTime::stop);
        long[] arrivals = platform.journal.arrivals(from);
        return new Speed(
                events * 1e9 / (arrivals[events - 1] - began),
                all.stream().mapToDouble(one -> one.per(events)).sum());
    }
}
