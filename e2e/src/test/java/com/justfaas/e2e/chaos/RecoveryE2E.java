package com.justfaas.e2e.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everybody is down for a while: half of the functions refuse connections, half answer 503. */
@ChaosTest
class RecoveryE2E {

    private static final Scale SCALE = Scale.current();
    private static final Duration OUTAGE = Duration.ofSeconds(5);

    private Platform platform;
    private BareClient bare;

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
    void deliversAllThatWaitedOnceTheFunctionsAreBack() {
        List<SinkFunction> all = platform.sink.functions(SCALE.crowd());
        platform.announce(all, Map.of("event-backoff", "100ms", "event-retries", "100"));
        platform.warmUp(all, SCALE.warmUp());
        double cold = bare.rate(all, SCALE.warmUp());
        double reachable = bare.rate(all, SCALE.filled());

        List<SinkFunction> down = all.subList(0, all.size() / 2);
        List<SinkFunction> busy = all.subList(all.size() / 2, all.size());
        platform.sink.shut(down);
        busy.forEach(function -> function.behave(Behaviour.failing(503)));
        int from = platform.journal.next();
        long began = System.nanoTime();
        platform.publisher.flood(all, SCALE.failed());
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () ->
                                platform.waiting() == SCALE.failed()
                                        && System.nanoTime() - began > OUTAGE.toNanos());

        long back = System.nanoTime();
        platform.sink.open(down);
        busy.forEach(function -> function.behave(Behaviour.OK));
        platform.awaitDelivered(from, Duration.ofMinutes(2));

        long[] arrivals = platform.journal.arrivals(from);
        double rate = arrivals.length * 1e9 / (arrivals[arrivals.length - 1] - back);
        double mostOf = 0.9 * arrivals.length * 1e9 / (arrivals[arrivals.length * 9 / 10] - back);
        Report.line(
                "recovery",
                "%d functions, %d events waited %.1f s; delivered in %.1f s: %.0f/s, the first 90 %% at %.0f/s; bare client %.0f/s (cold %.0f/s); ratio %.2f"
                        .formatted(
                                all.size(),
                                arrivals.length,
                                (back - began) / 1e9,
                                (arrivals[arrivals.length - 1] - back) / 1e9,
                                rate,
                                mostOf,
                                reachable,
                                cold,
                                rate / reachable));
        platform.awaitSettled(Duration.ofSeconds(30));
        platform.assertConserved();
        Report.line("recovery", "%s".formatted(platform.journal.ledger(from)));
        assertThat(platform.streams.deadEvents()).isEmpty();
        assertThat(mostOf / reachable).isGreaterThan(0.2);
    }
}
