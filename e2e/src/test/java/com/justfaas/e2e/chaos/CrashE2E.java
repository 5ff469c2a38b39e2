package com.justfaas.e2e.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.Ledger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Routers and nats-server are killed under load, and nothing that was accepted is lost. */
@ChaosTest
class CrashE2E {

    private static final Scale SCALE = Scale.current();
    private static final long SEED = Long.getLong("chaos.seed", 5);
    private static final int FUNCTIONS = 20;

    /**
     * An event that arrives twice arrived for the first time when somebody was killed, or so long
     * before: nobody had noted yet that it was done.
     */
    private static final Duration AROUND = Duration.ofSeconds(2);

    private Platform platform;

    @BeforeEach
    void start() {
        platform = Platform.started(2, 400_000);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void nothingIsLostAndLittleRepeatedWhenRoutersAndNatsAreKilled() throws InterruptedException {
        List<SinkFunction> functions = platform.sink.functions(FUNCTIONS);
        functions.get(0).behave(new Behaviour.Flaky(5));
        functions.get(1).behave(Behaviour.slow(Duration.ofMillis(200)));
        platform.announce(functions, Map.of("event-backoff", "200ms"));

        Nemesis nemesis;
        try (HttpSenders senders =
                new HttpSenders(platform.journal, functions, SCALE.crashRate())) {
            nemesis = new Nemesis(platform, senders, SEED);
            Thread.sleep(SCALE.killEvery());
            nemesis.rage(SCALE.routerKills(), SCALE.natsKills(), SCALE.killEvery());
            Thread.sleep(SCALE.killEvery());
        }
        // what a dead router held comes again when its lease is over: 30 s
        platform.awaitDelivered(0, Duration.ofMinutes(2));
        platform.awaitSettled(Duration.ofMinutes(2));

        Ledger ledger = platform.journal.ledger(0);
        List<Integer> repeated =
                IntStream.range(0, platform.journal.next())
                        .filter(event -> platform.journal.deliveries(event) > 1)
                        .boxed()
                        .toList();
        double share = 100.0 * ledger.duplicates() / ledger.distinctDeliveries();
        Report.line(
                "crash",
                "seed %d, %d routers and %d nats-servers killed: %s, that is %.2f %%"
                        .formatted(SEED, SCALE.routerKills(), SCALE.natsKills(), ledger, share));
        Report.line("crash", "repeated about: " + byBlow(nemesis, repeated));
        assertThat(ledger.lost()).isEmpty();
        assertThat(ledger.phantoms()).isEmpty();
        assertThat(share).isLessThan(1);
        assertThat(repeated)
                .allMatch(
                        event ->
                                nemesis.about(platform.journal.deliveredAt(event), AROUND) != null);
        assertThat(platform.streams.deadEvents()).isEmpty();
        platform.assertConserved();
    }

    private Map<String, Long> byBlow(Nemesis nemesis, List<Integer> repeated) {
        return repeated.stream()
                .map(event -> nemesis.about(platform.journal.deliveredAt(event), AROUND))
                .collect(
                        Collectors.groupingBy(
                                blow -> blow == null ? "no kill" : blow.what(),
                                Collectors.counting()));
    }
}
