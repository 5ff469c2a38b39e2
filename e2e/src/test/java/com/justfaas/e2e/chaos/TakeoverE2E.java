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

/** Two replicas drain a backlog, and one is killed. */
@ChaosTest
class TakeoverE2E {

    private static final int FUNCTIONS = 50;
    private static final int EACH = 60;

    /** What was sent before the kill may arrive a moment later. */
    private static final Duration IN_FLIGHT = Duration.ofMillis(500);

    private Platform platform;

    @BeforeEach
    void start() {
        platform = Platform.started(2, 100_000);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void theOtherReplicaTakesOverWithinSeconds() {
        List<SinkFunction> functions = platform.sink.functions(FUNCTIONS);
        functions.forEach(function -> function.behave(Behaviour.slow(Duration.ofMillis(150))));
        platform.announce(functions, Map.of("event-paused", "true"));
        platform.publisher.flood(functions, FUNCTIONS * EACH);
        await().atMost(Duration.ofSeconds(30)).until(() -> platform.waiting() == FUNCTIONS * EACH);
        platform.announce(functions, Map.of("event-concurrency", "2"));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> platform.journal.distinct() >= FUNCTIONS * EACH / 5);

        long killed = System.nanoTime();
        platform.kill(0);
        long left = FUNCTIONS * EACH - platform.journal.distinct();
        platform.awaitDelivered(0, Duration.ofSeconds(90));

        long late = killed + IN_FLIGHT.toNanos();
        double takeover =
                functions.stream()
                        .mapToLong(function -> platform.journal.firstAfter(function, late))
                        .filter(at -> at > 0)
                        .mapToDouble(at -> (at - killed) / 1e9)
                        .max()
                        .orElseThrow();
        platform.awaitSettled(Duration.ofSeconds(60));
        platform.assertConserved();
        Ledger ledger = platform.journal.ledger(0);
        Report.line(
                "takeover",
                "killed with %d of %d waiting; every function served again after %.1f s; %s"
                        .formatted(left, FUNCTIONS * EACH, takeover, ledger));
        assertThat(ledger.lost()).isEmpty();
        assertThat(takeover).isLessThan(10);
        // what the dead one had in flight, or done and not removed yet
        assertThat(ledger.duplicates()).isLessThanOrEqualTo(FUNCTIONS * 4);
    }
}
