package com.justfaas.e2e.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.testkit.Ledger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every function fails for a while, and then all of them are back. */
@ChaosTest
class RecoveryE2E {

    private static final Scale SCALE = Scale.current();
    private static final Duration OUTAGE = Duration.ofSeconds(5);

    private Platform platform;
    private BareClient bare;
    private int from;
    private long began;
    private long back;

    @BeforeEach
    void start() {
        platform = Platform.started(1, 1_000_000);
        bare = new BareClient(platform.sink, platform.journal);
    }

    @AfterEach
    void stop() {
        bare.close();
        platform.close();
    }

    @Test
    void whatWaitedForFunctionsThatRefusedIsDeliveredAtAFairRate() {
        List<SinkFunction> all = functions(SCALE.crowd(), Map.of());
        double unused = bare.rate(all, SCALE.warmUp());
        double reachable = bare.rate(all, SCALE.filled());

        // as with the bare client, the first time is told, and the second one counts
        double cold = rateAfterOutage(all);
        double rate = rateAfterOutage(all);

        Report.line(
                "recovery",
                "refusing: delivered at %.0f/s (cold %.0f/s); bare client %.0f/s (cold %.0f/s); ratio %.2f (cold %.2f)"
                        .formatted(rate, cold, reachable, unused, rate / reachable, cold / unused));
        // in the short form it is the wait for the next probe, 5 s at most, that decides
        if (SCALE.full()) {
            assertThat(rate / reachable).isGreaterThan(0.2);
        }
    }

    @Test
    void whatWaitedForFunctionsThatWereTooBusyIsDeliveredWhenItsBackoffIsOver() {
        List<SinkFunction> all =
                functions(
                        SCALE.crowd() / 2,
                        Map.of("event-backoff", "100ms", "event-retries", "100"));

        all.forEach(function -> function.behave(Behaviour.failing(503)));
        fail(all, SCALE.failed() / 5);
        all.forEach(function -> function.behave(Behaviour.OK));
        recover("busy");
    }

    private double rateAfterOutage(List<SinkFunction> all) {
        platform.sink.shut(all);
        fail(all, SCALE.failed());
        platform.sink.open(all);
        CpuTime router = new CpuTime(platform.router().process().pid());
        CpuTime nats = new CpuTime(platform.nats.process().pid());
        recover("refusing");
        router.stop();
        nats.stop();
        Report.line(
                "recovery",
                "refusing: router %.0f us each, nats-server %.0f us"
                        .formatted(router.per(SCALE.failed()), nats.per(SCALE.failed())));
        long[] arrivals = platform.journal.arrivals(from);
        return arrivals.length * 1e9 / (arrivals[arrivals.length - 1] - back);
    }

    private List<SinkFunction> functions(int count, Map<String, String> annotations) {
        List<SinkFunction> functions = platform.sink.functions(count);
        platform.announce(functions, annotations);
        platform.warmUp(functions, SCALE.warmUp());
        return functions;
    }

    /** Events for functions that fail, until all of them wait and the outage is over. */
    private void fail(List<SinkFunction> functions, int events) {
        from = platform.journal.next();
        began = System.nanoTime();
        platform.publisher.flood(functions, events);
        await("all wait")
                .atMost(Duration.ofMinutes(2))
                .until(
                        () ->
                                platform.waiting() >= events
                                        && System.nanoTime() - began > OUTAGE.toNanos());
        back = System.nanoTime();
    }

    /** The longest backoff is about twice as long as the outage was, since it doubles. */
    private void recover(String name) {
        Duration outage = Duration.ofNanos(back - began);
        platform.awaitDelivered(from, outage.multipliedBy(3).plusSeconds(30));
        long[] arrivals = platform.journal.arrivals(from);
        platform.awaitSettled(Duration.ofSeconds(30));
        Ledger ledger = platform.journal.ledger(from);
        Report.line(
                "recovery",
                "%s for %.1f s: half of it delivered after %.1f s, 90 %% after %.1f s, all after %.1f s; %s"
                        .formatted(
                                name,
                                outage.toMillis() / 1e3,
                                (arrivals[arrivals.length / 2] - back) / 1e9,
                                (arrivals[arrivals.length * 9 / 10] - back) / 1e9,
                                (arrivals[arrivals.length - 1] - back) / 1e9,
                                ledger));
        assertThat(ledger.lost()).isEmpty();
        assertThat(ledger.duplicates()).isZero();
        assertThat(platform.streams.deadEvents()).isEmpty();
        platform.assertConserved();
    }
}
