package com.justfaas.e2e.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.testkit.Ledger;
import com.justfaas.testkit.NatsCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Faults of one of three nats-servers under load, with three replicas of each stream: nothing that
 * was accepted is lost, and all of it is delivered soon after the fault has ended.
 */
@ChaosTest
@Timeout(value = 25, unit = TimeUnit.MINUTES)
class NatsClusterE2E {

    private static final Scale SCALE = Scale.current();
    private static final int RUNS = Integer.getInteger("chaos.runs", SCALE.clusterRuns());
    private static final long SEED = Long.getLong("chaos.seed", 5);
    private static final int PER_SECOND = 200;
    private static final int FUNCTIONS = 20;
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Duration EVER = Duration.ofMinutes(2);

    private Platform platform;
    private NatsCluster cluster;
    private List<SinkFunction> functions = List.of();

    @BeforeEach
    void start() {
        cluster = NatsCluster.create();
        cluster.start();
        platform = Platform.started(cluster, 2, 400_000);
        functions = platform.sink.functions(FUNCTIONS);
        platform.announce(functions, Map.of());
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    /** In the short form the one that is the most likely; each takes half a minute. */
    static List<ClusterFaults> faults() {
        return SCALE.full()
                ? List.of(ClusterFaults.values())
                : List.of(ClusterFaults.LEADER_KILLED);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void nothingIsLostAndAllIsDeliveredSoonAfterTheFault(ClusterFaults fault)
            throws InterruptedException {
        Random random = new Random(SEED);
        List<Double> latest = new ArrayList<>();
        for (int run = 1; run <= RUNS; run++) {
            int from = platform.journal.next();
            long ended = underLoad(fault, random);
            platform.awaitDelivered(from, EVER);
            latest.add(lastDelivery(from, ended));
            report(
                    fault,
                    "run %d: last delivered %.1f s after the end, %s"
                            .formatted(run, latest.getLast(), platform.journal.ledger(from)));
        }
        platform.awaitSettled(EVER);

        Ledger ledger = platform.journal.ledger(0);
        report(fault, "seed %d, %d runs: latest %s, %s".formatted(SEED, RUNS, latest, ledger));
        assertThat(ledger.lost()).isEmpty();
        assertThat(ledger.phantoms()).isEmpty();
        assertThat(latest).allMatch(seconds -> seconds <= SOON.toSeconds());
        assertThat(platform.streams.deadEvents()).isEmpty();
        platform.assertConserved();
    }

    /** Returns when the fault had ended. */
    private long underLoad(ClusterFaults fault, Random random) throws InterruptedException {
        try (HttpSenders senders = new HttpSenders(platform.journal, functions, PER_SECOND)) {
            platform.routers().forEach(router -> senders.open(router.door()));
            Thread.sleep(SCALE.killEvery().dividedBy(4));
            fault.strike(cluster, platform.streams, random);
            long ended = System.nanoTime();
            int from = platform.journal.next();
            await("events are accepted again")
                    .atMost(SOON)
                    .until(
                            () ->
                                    IntStream.range(from, platform.journal.next())
                                            .anyMatch(platform.journal::isAccepted));
            Thread.sleep(SCALE.killEvery().dividedBy(4));
            return ended;
        }
    }

    /** Seconds from the end of the fault to the last first delivery of an accepted event. */
    private double lastDelivery(int from, long ended) {
        Journal journal = platform.journal;
        return IntStream.range(from, journal.next())
                        .filter(journal::isAccepted)
                        .mapToLong(event -> journal.deliveredAt(event) - ended)
                        .max()
                        .orElseThrow()
                / 1e9;
    }

    private static void report(ClusterFaults fault, String counts) {
        Report.line("cluster", fault + " " + counts);
    }
}
