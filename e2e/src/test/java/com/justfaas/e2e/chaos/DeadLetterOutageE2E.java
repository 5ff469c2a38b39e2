package com.justfaas.e2e.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.e2e.chaos.Streams.DeadEvent;
import com.justfaas.events.Names;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events that must become dead letters, and nowhere to put them. */
@ChaosTest
class DeadLetterOutageE2E {

    private static final int EVENTS = 500;
    private static final int ROOM_FOR = 100;

    private static final String ANOTHER = "another";

    /** So long it must stay as it is. */
    private static final Duration AWAY = Duration.ofSeconds(3);

    private Platform platform;
    private List<SinkFunction> rejecting = List.of();

    @BeforeEach
    void start() {
        platform = Platform.started(1, 100_000);
        rejecting = platform.sink.functions(10);
        rejecting.forEach(function -> function.behave(Behaviour.failing(400)));
        platform.announce(rejecting, Map.of());
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void nothingIsAcknowledgedWhileTheStreamIsFull() {
        StreamConfiguration usual =
                platform.streams.stream(Names.Streams.DEAD_LETTERS).getConfiguration();
        update(
                StreamConfiguration.builder(usual)
                        .discardPolicy(DiscardPolicy.New)
                        .maxMessages(ROOM_FOR)
                        .build());

        platform.publisher.flood(rejecting, EVENTS);

        await().atMost(Duration.ofSeconds(20)).until(() -> stored() == ROOM_FOR);
        assertStaysHeld("full", EVENTS - ROOM_FOR);
        update(usual);
        assertAllAreStored("full");
    }

    @Test
    void nothingIsAcknowledgedWhileTheStreamIsAway() {
        replaceByAnother();

        platform.publisher.flood(rejecting, EVENTS);

        assertStaysHeld("away", EVENTS);
        platform.streams.ask(management -> management.deleteStream(ANOTHER));
        assertAllAreStored("away");
    }

    /** It is deleted, and cannot be made anew: another stream has its subjects. */
    private void replaceByAnother() {
        StreamConfiguration usual =
                platform.streams.stream(Names.Streams.DEAD_LETTERS).getConfiguration();
        update(StreamConfiguration.builder(usual).subjects("elsewhere").build());
        platform.streams.ask(
                management ->
                        management.addStream(
                                StreamConfiguration.builder()
                                        .name(ANOTHER)
                                        .subjects(usual.getSubjects())
                                        .build()));
        platform.streams.ask(management -> management.deleteStream(Names.Streams.DEAD_LETTERS));
    }

    private void update(StreamConfiguration configuration) {
        var _ = platform.streams.ask(management -> management.updateStream(configuration));
    }

    private long stored() {
        return platform.streams.messages(Names.Streams.DEAD_LETTERS);
    }

    /** All were called, and none was let go of. */
    private void assertStaysHeld(String name, long held) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> rejecting.stream().mapToInt(SinkFunction::requests).sum() == EVENTS);
        await().during(AWAY).atMost(AWAY.plusSeconds(10)).until(() -> heldOrWaiting() == held);
        Report.line(
                "dead letters",
                "%s: of %d events %d stay in the stream or the backlog"
                        .formatted(name, EVENTS, heldOrWaiting()));
    }

    private long heldOrWaiting() {
        ConsumerInfo router = platform.streams.router();
        return router.getNumAckPending() + router.getNumPending() + platform.waiting();
    }

    private void assertAllAreStored(String name) {
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> stored() >= EVENTS);
        platform.awaitSettled(Duration.ofSeconds(60));
        List<DeadEvent> dead = platform.streams.deadEvents();
        Report.line(
                "dead letters",
                "%s: %d dead letters of %d events"
                        .formatted(
                                name,
                                dead.size(),
                                dead.stream().map(DeadEvent::event).distinct().count()));
        assertThat(dead).extracting(DeadEvent::reason).containsOnly("Rejected");
        assertThat(dead.stream().map(DeadEvent::event).distinct()).hasSize(EVENTS);
        platform.assertConserved();
    }
}
