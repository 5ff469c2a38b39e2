package com.justfaas.e2e.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.e2e.chaos.Streams.DeadEvent;
import com.justfaas.events.Names;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A function is deleted while events wait for it, and another one takes its name. */
@ChaosTest
class DeletedFunctionE2E {

    private static final int EVENTS = 2000;

    private Platform platform;

    @BeforeEach
    void start() {
        platform = Platform.started(1, 100_000);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void whatWaitedBecomesDeadLettersAndTheNewOneGetsNoneOfIt() {
        List<SinkFunction> functions = platform.sink.functions(2);
        SinkFunction paused = functions.getFirst();
        SinkFunction down = functions.getLast();
        platform.announce(List.of(paused), Map.of("event-paused", "true"));
        platform.announce(List.of(down), Map.of());
        platform.sink.shut(List.of(down));
        platform.publisher.flood(functions, EVENTS);
        await().atMost(Duration.ofSeconds(30)).until(() -> platform.waiting() == EVENTS);

        functions.forEach(platform::delete);
        platform.announce(functions, Map.of());
        platform.sink.open(List.of(down));
        await().atMost(Duration.ofSeconds(30)).until(() -> deadLetters() > 0);
        platform.kill(0);
        platform.startAgain(0);
        platform.router().awaitReady();
        int from = platform.journal.next();
        platform.publisher.flood(functions, 100);

        platform.awaitDelivered(from, Duration.ofSeconds(60));
        platform.awaitSettled(Duration.ofSeconds(90));
        platform.assertConserved();
        List<DeadEvent> dead = platform.streams.deadEvents();
        Report.line(
                "deleted",
                "%d events waited: %d dead letters of %d events, reasons %s; the new functions got %d of them, and %d of %d new ones"
                        .formatted(
                                EVENTS,
                                dead.size(),
                                dead.stream().map(DeadEvent::event).distinct().count(),
                                dead.stream()
                                        .collect(
                                                Collectors.groupingBy(
                                                        DeadEvent::reason, Collectors.counting())),
                                platform.journal.distinct() - 100,
                                100,
                                100));
        assertThat(dead).extracting(DeadEvent::reason).containsOnly("FunctionDeleted");
        assertThat(dead.stream().map(DeadEvent::event).distinct()).hasSize(EVENTS);
        assertThat(dead.size() - EVENTS).as("stored twice").isLessThan(EVENTS / 20);
        assertThat(platform.journal.distinct()).isEqualTo(100);
    }

    private long deadLetters() {
        return platform.streams.messages(Names.Streams.DEAD_LETTERS);
    }
}
