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

/** What waits is in JetStream, and not in the router's memory. */
@ChaosTest
class MemoryE2E {

    private static final Scale SCALE = Scale.current();
    private static final int MOST_MEGABYTES = 400;
    private static final int LARGE = 900_000;

    private static final Duration SLOWLY = Duration.ofMillis(200);

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
    void memoryIsBoundedHoweverManyEventsWait() throws InterruptedException {
        List<SinkFunction> all = platform.sink.functions(SCALE.crowd());
        List<SinkFunction> paused = all.subList(0, all.size() / 2);
        List<SinkFunction> down = all.subList(all.size() / 2, all.size());
        platform.announce(paused, Map.of("event-paused", "true"));
        platform.announce(down, Map.of());
        platform.sink.shut(down);
        long idle = platform.router().residentMegabytes(false);

        platform.publisher.flood(all, SCALE.waiting());
        await().atMost(Duration.ofMinutes(2)).until(() -> platform.waiting() == SCALE.waiting());
        long waiting = platform.router().residentMegabytes(false);
        CpuTime router = new CpuTime(platform.router().process().pid());
        CpuTime nats = new CpuTime(platform.nats.process().pid());
        Thread.sleep(SCALE.window());
        router.stop();
        nats.stop();
        Report.line(
                "memory",
                "while they wait: %.0f %% of a processor for the router, %.0f %% for nats-server"
                        .formatted(router.percent(), nats.percent()));
        long began = System.nanoTime();
        platform.sink.open(down);
        platform.announce(paused, Map.of());
        platform.awaitDelivered(0, Duration.ofMinutes(2));

        double seconds = (System.nanoTime() - began) / 1e9;
        platform.awaitSettled(Duration.ofSeconds(30));
        long most = platform.router().residentMegabytes(true);
        Ledger ledger = platform.journal.ledger(0);
        Report.line(
                "memory",
                "resident %d MB idle, %d MB with %d waiting for %d functions, %d MB at most, the drain of %.1f s included; %s"
                        .formatted(
                                idle, waiting, SCALE.waiting(), all.size(), most, seconds, ledger));
        platform.assertConserved();
        assertThat(ledger.lost()).isEmpty();
        assertThat(ledger.duplicates()).isZero();
        assertThat(most).isLessThan(MOST_MEGABYTES);
    }

    /** All of them at once would be several times the heap. */
    @Test
    void memoryIsBoundedHoweverLargeEventsAre() {
        List<SinkFunction> all = platform.sink.functions(SCALE.crowd() / 5);
        List<SinkFunction> slow = all.subList(0, all.size() / 2);
        List<SinkFunction> down = all.subList(all.size() / 2, all.size());
        platform.announce(all, Map.of());
        slow.forEach(function -> function.behave(new Behaviour.Answers(200, SLOWLY)));
        platform.sink.shut(down);

        platform.publisher.flood(all, SCALE.large(), LARGE);
        long waiting = platform.waiting();
        platform.sink.open(down);
        platform.awaitDelivered(0, Duration.ofMinutes(3));
        platform.awaitSettled(Duration.ofSeconds(30));

        long most = platform.router().residentMegabytes(true);
        Ledger ledger = platform.journal.ledger(0);
        Report.line(
                "memory",
                "resident %d MB at most with %d events of %d KB for %d functions, of which half are slow and half were down, %d of them waiting; %s"
                        .formatted(most, SCALE.large(), LARGE / 1000, all.size(), waiting, ledger));
        platform.assertConserved();
        assertThat(ledger.lost()).isEmpty();
        assertThat(most).isLessThan(MOST_MEGABYTES);
    }
}
