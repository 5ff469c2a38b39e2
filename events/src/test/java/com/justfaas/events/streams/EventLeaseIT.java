package com.justfaas.events.streams;

import static com.justfaas.events.streams.FreshStreams.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.codec.Examples;
import com.justfaas.events.codec.NatsEvents;
import com.justfaas.testkit.junit.NatsExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** JetStream hands an event out again when nobody extends its lease; of what is held, we do. */
class EventLeaseIT {

    /**
     * Issue 12: what was on its way when a server or a replica died is delivered 15 s after the
     * fault has ended. JetStream counts it as delivered; only the ack wait brings it back.
     */
    private static final Duration COMES_AGAIN = Duration.ofSeconds(13);

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    @Test
    void whatIsHeldForLongerThanALeaseIsNotHandedOutAgain() throws Exception {
        List<LiveEvent> taken = new CopyOnWriteArrayList<>();
        try (FreshStreams streams = FreshStreams.on(NATS.server());
                EventConsumer consumer =
                        new EventConsumer(
                                streams.link(), () -> 10, 64 << 20, () -> true, taken::add)) {
            publish(streams, 1);
            assertThat(streams.take(1)).as("by a replica that dies then").hasSize(1);
            publish(streams, 3);
            consumer.start();
            soon().until(() -> taken.size() == 3);

            await("nobody extended the first one's lease")
                    .atMost(COMES_AGAIN)
                    .until(() -> taken.size() == 4);
            assertThat(taken).extracting(LiveEvent::sequence).containsExactly(2L, 3L, 4L, 1L);
            assertThat(taken.getLast().isRedelivery()).isTrue();
            soon().during(StreamDefinitions.ACK_WAIT.plusSeconds(5))
                    .atMost(StreamDefinitions.ACK_WAIT.plusSeconds(10))
                    .until(() -> taken.size() == 4);
            taken.forEach(LiveEvent::ack);
            soon().until(() -> streams.router().getAckFloor().getStreamSequence() == 4);
        }
    }

    private static void publish(FreshStreams streams, int count) {
        for (int i = 0; i < count; i++) {
            streams.publish(
                    "com.justfaas.event.added.order.created",
                    NatsEvents.headers(Examples.order("" + i)),
                    "{}");
        }
    }
}
