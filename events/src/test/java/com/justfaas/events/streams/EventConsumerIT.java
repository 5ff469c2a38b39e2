package com.justfaas.events.streams;

import static com.justfaas.events.streams.FreshStreams.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.codec.Examples;
import com.justfaas.events.codec.NatsEvents;
import com.justfaas.testkit.junit.NatsExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EventConsumerIT {

    private static final String SUBJECT = "com.justfaas.event.added.order.created";

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private final FreshStreams streams = FreshStreams.on(NATS.server());
    private final List<LiveEvent> taken = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        streams.close();
    }

    @Test
    void handsOutEveryEventAsItWasStored() {
        publish(3);
        try (EventConsumer consumer = consumer(10)) {
            soon().until(() -> taken.size() == 3);

            assertThat(taken).extracting(LiveEvent::sequence).containsExactly(1L, 2L, 3L);
            assertThat(taken.getFirst().subject()).isEqualTo(SUBJECT);
            assertThat(taken.getFirst().isRedelivery()).isFalse();
            assertThat(taken.getFirst().read()).isEqualTo(Examples.order("1"));
            assertThat(taken.getFirst().storedAt())
                    .isCloseTo(
                            Instant.now(),
                            org.assertj.core.api.Assertions.within(10, ChronoUnit.SECONDS));
            assertThat(consumer.held()).isEqualTo(3);
            assertThat(consumer.pressure()).isEqualTo(0.3);
        }
    }

    @Test
    void holdsNoMoreThanThereIsRoomFor() {
        publish(50);
        try (EventConsumer consumer = consumer(4)) {
            for (int settled = 0; settled < 50; settled++) {
                int expected = Math.min(50, settled + 4);
                soon().until(() -> taken.size() == expected);
                assertThat(consumer.held()).isLessThanOrEqualTo(4);
                // what was acknowledged is on its way for a moment
                soon().until(() -> streams.router().getNumAckPending() <= 4);
                taken.get(settled).ack();
            }
            soon().until(() -> streams.router().getNumAckPending() == 0);

            assertThat(consumer.held()).isZero();
            assertThat(taken).hasSize(50);
            assertThat(streams.router().getAckFloor().getStreamSequence()).isEqualTo(50);
        }
    }

    @Test
    void acknowledgesOnceHoweverOftenItIsToldTo() {
        publish(2);
        try (EventConsumer consumer = consumer(1)) {
            soon().until(() -> taken.size() == 1);
            taken.getFirst().ack();
            taken.getFirst().ack();
            taken.getFirst().giveBack();
            soon().until(() -> taken.size() == 2);

            assertThat(consumer.held()).isEqualTo(1);
            soon().until(() -> streams.router().getAckFloor().getStreamSequence() == 1);
        }
    }

    @Test
    void handsOutAgainAtOnceWhatWasGivenBack() {
        publish(1);
        try (EventConsumer consumer = consumer(10)) {
            for (int times = 1; times <= 5; times++) {
                int count = times;
                soon().until(() -> taken.size() == count);
                taken.getLast().giveBack();
            }
            soon().until(() -> taken.size() == 6);

            assertThat(taken.getLast().isRedelivery()).isTrue();
            assertThat(consumer.held()).isEqualTo(1);
        }
    }

    /** Given back at once, it would come again over and over. */
    @Test
    void leavesWhatItsHandlerCouldNotTakeUntilItsLeaseIsOver() {
        publish(1);
        AtomicInteger calls = new AtomicInteger();
        try (EventConsumer consumer =
                new EventConsumer(
                        streams.link(),
                        () -> 10,
                        64 << 20,
                        () -> true,
                        event -> {
                            if (calls.incrementAndGet() == 1) {
                                throw new StackOverflowError("put in on purpose");
                            }
                            event.ack();
                        })) {
            consumer.start();
            soon().until(() -> calls.get() == 1 && consumer.held() == 0);
            soon().during(Duration.ofSeconds(1)).until(() -> calls.get() == 1);

            publish(1);
            soon().until(() -> calls.get() == 2); // the pull goes on
            soon().atMost(StreamDefinitions.ACK_WAIT.plusSeconds(10))
                    .until(() -> calls.get() == 3 && consumer.held() == 0);
        }
    }

    @Test
    void pullsNothingWhileTheGateIsShut() {
        AtomicBoolean gate = new AtomicBoolean();
        publish(1);
        try (EventConsumer consumer =
                new EventConsumer(streams.link(), () -> 10, 64 << 20, gate::get, taken::add)) {
            consumer.start();
            soon().during(Duration.ofMillis(200)).until(taken::isEmpty);
            gate.set(true);
            soon().until(() -> taken.size() == 1);
            gate.set(false);
            soon().until(() -> streams.router().getNumWaiting() == 0);
            publish(1);
            soon().during(Duration.ofMillis(200)).until(() -> taken.size() == 1);
            gate.set(true);
            soon().until(() -> taken.size() == 2);
        }
    }

    @Test
    void givesBackAllThatItHoldsWhenItIsClosed() {
        publish(100);
        EventConsumer first = consumer(10);
        soon().until(() -> taken.size() == 10);
        first.close();
        first.close();
        assertThat(first.held()).isZero();

        List<LiveEvent> second = new CopyOnWriteArrayList<>();
        try (EventConsumer consumer =
                new EventConsumer(streams.link(), () -> 200, 64 << 20, () -> true, second::add)) {
            consumer.start();
            soon().until(() -> second.size() == 100);

            assertThat(second)
                    .extracting(LiveEvent::sequence)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(1, 100).boxed().toList());
        }
    }

    @Test
    void leavesNothingBehindInTheClientWhenItIsClosedInTheMiddleOfIt() {
        AtomicInteger acked = new AtomicInteger();
        publish(300);
        for (int stop = 1; acked.get() < 300; stop++) {
            int enough = Math.min(300, stop * 60);
            try (EventConsumer consumer =
                    new EventConsumer(
                            streams.link(),
                            () -> 50,
                            64 << 20,
                            () -> true,
                            event -> {
                                event.ack();
                                acked.incrementAndGet();
                            })) {
                consumer.start();
                soon().atMost(StreamDefinitions.ACK_WAIT.dividedBy(2))
                        .until(() -> acked.get() >= enough);
            }
            soon().until(() -> streams.router().getAckFloor().getStreamSequence() >= enough - 50);
        }
        soon().until(() -> streams.router().getNumAckPending() == 0);
    }

    @Test
    void goesOnWithWhatItHoldsAfterItStoppedToPull() {
        publish(2);
        try (EventConsumer consumer = consumer(10)) {
            soon().until(() -> taken.size() == 2);
            consumer.stopPulling();
            publish(1);
            assertThat(consumer.held()).isEqualTo(2);
            taken.forEach(LiveEvent::ack);
            soon().until(() -> streams.router().getAckFloor().getStreamSequence() == 2);

            assertThat(consumer.held()).isZero();
            assertThat(taken).hasSize(2);
        }
    }

    @Test
    void holdsNoMoreBytesThanItMay() {
        publishLarge(20, 300_000);
        try (EventConsumer consumer =
                new EventConsumer(streams.link(), () -> 100, 2_000_000, () -> true, taken::add)) {
            consumer.start();
            soon().until(() -> taken.size() == 6);
            soon().during(Duration.ofMillis(200)).until(() -> taken.size() == 6);
            assertThat(consumer.pressure()).isBetween(0.9, 1.0);

            taken.forEach(LiveEvent::ack);
            soon().until(() -> taken.size() == 12);
            taken.forEach(LiveEvent::ack);
            soon().until(() -> taken.size() == 18);
            taken.forEach(LiveEvent::ack);
            soon().until(() -> taken.size() == 20);
        }
    }

    @Test
    void holdsOneHoweverLargeItIs() {
        publishLarge(3, 900_000);
        try (EventConsumer consumer =
                new EventConsumer(streams.link(), () -> 100, 1000, () -> true, taken::add)) {
            consumer.start();
            for (int i = 1; i <= 3; i++) {
                int number = i;
                soon().until(() -> taken.size() == number);
                soon().during(Duration.ofMillis(100)).until(() -> taken.size() == number);
                taken.get(i - 1).ack();
            }
        }
    }

    private void publishLarge(int count, int bytes) {
        for (int i = 1; i <= count; i++) {
            streams.publish(SUBJECT, NatsEvents.headers(Examples.order("" + i)), "x".repeat(bytes));
        }
    }

    @Test
    void sharesTheWorkWithAnotherReplica() {
        List<LiveEvent> other = new CopyOnWriteArrayList<>();
        publish(20);
        try (EventConsumer one = consumer(10);
                EventConsumer two =
                        new EventConsumer(
                                streams.link(), () -> 10, 64 << 20, () -> true, other::add)) {
            two.start();
            soon().until(() -> taken.size() + other.size() == 20);

            assertThat(taken).hasSize(10);
            assertThat(other).hasSize(10);
            assertThat(one.pressure()).isEqualTo(two.pressure()).isEqualTo(1);
        }
    }

    private EventConsumer consumer(int room) {
        EventConsumer consumer =
                new EventConsumer(streams.link(), () -> room, 64 << 20, () -> true, taken::add);
        consumer.start();
        return consumer;
    }

    private void publish(int count) {
        for (int i = 1; i <= count; i++) {
            streams.publish(SUBJECT, NatsEvents.headers(Examples.order("" + i)), "{\"order\":1}");
        }
    }
}
