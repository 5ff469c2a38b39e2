package com.justfaas.e2e.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.Ledger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Routers and nats-server are killed under load, and nothing that was accepted is lost. */
@ChaosTest
class CrashE2E {

    private static final Scale SCALE = Scale.current();
    private static final long SEED = Long.getLong("chaos.seed", 5);
    private static final int FUNCTIONS = 20;

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
        // what a dead router held comes again when its lease is over: 10 s
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
        Report.line("crash", "repeated: " + causes(nemesis, repeated));
        repeated.stream()
                .filter(event -> met(nemesis, event) == null)
                .forEach(event -> Report.line("crash", tell(event, nemesis)));
        assertThat(ledger.lost()).isEmpty();
        assertThat(ledger.phantoms()).isEmpty();
        assertThat(share).isLessThan(1);
        assertThat(repeated).allMatch(event -> met(nemesis, event) != null);
        assertThat(platform.streams.deadEvents()).isEmpty();
        platform.assertConserved();
    }

    private Nemesis.@Nullable Cause met(Nemesis nemesis, int event) {
        return nemesis.met(platform.journal.offeredAt(event), platform.journal.deliveredAt(event));
    }

    private Map<String, Long> causes(Nemesis nemesis, List<Integer> repeated) {
        return repeated.stream()
                .collect(
                        Collectors.groupingBy(
                                event ->
                                        Objects.toString(met(nemesis, event), "nothing seen")
                                                + again(event),
                                TreeMap::new,
                                Collectors.counting()));
    }

    private String again(int event) {
        double seconds =
                (platform.journal.repeatedAt(event) - platform.journal.deliveredAt(event)) / 1e9;
        return seconds < 10 ? ", again within 10 s" : ", again when the lease was over";
    }

    /** What is known of an event that was repeated without a kill about it. */
    private String tell(int event, Nemesis nemesis) {
        Journal journal = platform.journal;
        long first = journal.deliveredAt(event);
        return "event %d of function %d was offered at %.2f s, arrived first at 0 s, last at %.2f s, kills %s"
                .formatted(
                        event,
                        journal.function(event),
                        (journal.offeredAt(event) - first) / 1e9,
                        (journal.repeatedAt(event) - first) / 1e9,
                        nemesis.blows().stream()
                                .map(
                                        blow ->
                                                "%s %.2f to %.2f s"
                                                        .formatted(
                                                                blow.nats()
                                                                        ? "nats-server"
                                                                        : "router",
                                                                (blow.killed() - first) / 1e9,
                                                                (blow.back() - first) / 1e9))
                                .toList());
    }
}
