package com.justfaas.events.streams;

import static com.justfaas.events.streams.FreshStreams.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.Names;
import com.justfaas.testkit.FaultProxy;
import com.justfaas.testkit.NatsServer;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventConsumerOutageIT {

    /** Longer than any request; shorter than it takes to see that a connection is dead. */
    private static final Duration SILENCE = Duration.ofSeconds(4);

    private final NatsServer server = NatsServer.create();

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void goesOnWithinSecondsWhenTheServerWasKilled() {
        Set<Long> seen = new ConcurrentSkipListSet<>();
        try (FreshStreams streams = FreshStreams.on(server);
                EventConsumer consumer =
                        new EventConsumer(
                                streams.link(),
                                () -> 10,
                                64 << 20,
                                () -> true,
                                event -> {
                                    seen.add(event.sequence());
                                    event.ack();
                                })) {
            consumer.start();
            for (int round = 0; round < 2; round++) {
                long last = publish(streams, 20);
                soon().until(() -> seen.contains(last));
                long epoch = streams.link().epoch();
                server.kill();
                server.start();
                soon().until(() -> streams.link().epoch() > epoch);
            }
            long last = publish(streams, 20);
            soon().until(() -> seen.contains(last));

            assertThat(seen)
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, last).boxed().toList());
        }
    }

    @Test
    void doesNotKeepWhatWaitedInTheClientWhenTheServerWasKilled() {
        List<LiveEvent> taken = new CopyOnWriteArrayList<>();
        try (FreshStreams streams = FreshStreams.on(server);
                EventConsumer consumer =
                        new EventConsumer(
                                streams.link(), () -> 10, 64 << 20, () -> true, taken::add)) {
            publish(streams, 50);
            consumer.start();
            soon().until(() -> taken.size() == 10);
            server.kill();
            server.start();
            soon().until(() -> streams.link().epoch() == 2);
            Set<Long> seen = new ConcurrentSkipListSet<>();
            soon().atMost(StreamDefinitions.ACK_WAIT.multipliedBy(3).dividedBy(4))
                    .until(
                            () -> {
                                taken.forEach(event -> seen.add(event.sequence()));
                                taken.forEach(LiveEvent::ack);
                                return seen.size() == 50;
                            });
        }
    }

    @Test
    void whatIsAcknowledgedWhileTheServerIsAwayDoesNotComeAgain() {
        List<LiveEvent> taken = new CopyOnWriteArrayList<>();
        try (FreshStreams streams = FreshStreams.on(server);
                EventConsumer consumer =
                        new EventConsumer(
                                streams.link(), () -> 10, 64 << 20, () -> true, taken::add)) {
            publish(streams, 10);
            consumer.start();
            soon().until(() -> taken.size() == 10);
            server.stop();
            soon().until(() -> !streams.link().isConnected());
            taken.forEach(LiveEvent::ack);
            server.start();
            soon().ignoreExceptions().until(() -> pending(streams) == 0);
            assertThat(taken).hasSize(10);
        }
    }

    /** The server would deliver it again as soon as it is asked for events. */
    @Test
    void whatIsAcknowledgedDuringAnOutageThatIsLongerThanTheAckWaitDoesNotComeAgain()
            throws Exception {
        List<LiveEvent> taken = new CopyOnWriteArrayList<>();
        try (FreshStreams streams = FreshStreams.on(server);
                EventConsumer consumer =
                        new EventConsumer(
                                streams.link(), () -> 1000, 64 << 20, () -> true, taken::add)) {
            publish(streams, 500);
            consumer.start();
            soon().until(() -> taken.size() == 500);
            server.kill();
            soon().until(() -> !streams.link().isConnected());
            taken.forEach(LiveEvent::ack);
            Thread.sleep(StreamDefinitions.ACK_WAIT.plusSeconds(2));
            server.start();
            soon().ignoreExceptions().until(() -> pending(streams) == 0);
            assertThat(taken).hasSize(500);
        }
    }

    /**
     * A server that stands still for a while, or a partition that ends: what it sends then is for
     * requests that the client has given up, and JetStream counts it as delivered.
     */
    @Test
    void takesWhatIsSentForARequestThatGotNoAnswerInTime() throws Exception {
        Set<Long> seen = new ConcurrentSkipListSet<>();
        try (FreshStreams streams = FreshStreams.on(server);
                FaultProxy proxy = FaultProxy.started(server.url());
                NatsLink link = FreshStreams.connected(proxy.url("nats"));
                EventConsumer consumer =
                        new EventConsumer(
                                link,
                                () -> 100,
                                64 << 20,
                                () -> true,
                                event -> {
                                    seen.add(event.sequence());
                                    event.ack();
                                })) {
            consumer.start();
            publish(streams, 1);
            soon().until(() -> seen.contains(1L));

            proxy.blackhole(FaultProxy.Direction.TO_CLIENT);
            publish(streams, 20);
            soon().until(() -> pending(streams) == 20);
            Thread.sleep(SILENCE);
            proxy.heal();

            soon().atMost(StreamDefinitions.ACK_WAIT.minus(SILENCE).dividedBy(2))
                    .until(() -> seen.size() == 21);
            soon().until(() -> pending(streams) == 0);

            // and goes on as fast as before
            publish(streams, 200);
            soon().until(() -> seen.size() == 221);
        }
    }

    @Test
    void saysNothingOfEventsOfAStreamThatWasMadeAnew() throws Exception {
        saysNothingOfWhatItHolds(
                (streams, held) -> streams.management().deleteStream(Names.Streams.EVENTS));
    }

    @Test
    void saysNothingOfEventsOfAServerThatWasWiped() throws Exception {
        saysNothingOfWhatItHolds(
                (streams, held) -> {
                    server.kill();
                    soon().until(() -> !streams.link().isConnected());
                    held.getFirst().ack();
                    server.wipe();
                    server.start();
                    soon().until(streams.link()::isConnected);
                });
    }

    private interface Loss {
        void of(FreshStreams streams, List<LiveEvent> held) throws Exception;
    }

    /** Their numbers are those of events that another replica holds by then. */
    private void saysNothingOfWhatItHolds(Loss loss) throws Exception {
        List<LiveEvent> taken = new CopyOnWriteArrayList<>();
        AtomicBoolean gate = new AtomicBoolean(true);
        try (FreshStreams streams = FreshStreams.on(server);
                EventConsumer consumer =
                        new EventConsumer(
                                streams.link(), () -> 10, 64 << 20, gate::get, taken::add)) {
            publish(streams, 10);
            consumer.start();
            soon().until(() -> taken.size() == 10);
            gate.set(false);
            loss.of(streams, taken);
            makeAnew(streams);
            publish(streams, 10);
            var _ = streams.take(10);

            taken.subList(0, 5).forEach(LiveEvent::ack);
            taken.forEach(LiveEvent::giveBack);
            soon().during(Duration.ofSeconds(1)).until(() -> pending(streams) == 10);
            gate.set(true);
            soon().during(Duration.ofSeconds(1)).until(() -> taken.size() == 10);
        }
    }

    /** Returns when everybody has heard of it. */
    private static void makeAnew(FreshStreams streams) throws InterruptedException {
        Subscription advisories =
                streams.link().connection().subscribe(Names.Subjects.created(Names.Streams.EVENTS));
        new StreamSetup(FreshStreams.LIMITS).ensure(streams.link().connection());
        assertThat(advisories.nextMessage(Duration.ofSeconds(5))).isNotNull();
    }

    @Test
    void losesNoRoomWhileThereIsNoConsumer() throws Exception {
        List<LiveEvent> taken = new CopyOnWriteArrayList<>();
        try (FreshStreams streams = FreshStreams.on(server);
                EventConsumer consumer =
                        new EventConsumer(
                                streams.link(), () -> 2, 64 << 20, () -> true, taken::add)) {
            consumer.start();
            for (int round = 0; round < 4; round++) {
                int before = taken.size();
                publish(streams, 2);
                soon().until(() -> taken.size() == before + 2);
                taken.forEach(LiveEvent::ack);
                soon().until(() -> pending(streams) == 0);
                streams.management().deleteConsumer("faas-events", "router");
                streams.management().purgeStream("faas-events");
                new StreamSetup(FreshStreams.LIMITS).ensure(streams.link().connection());
            }
        }
    }

    @Test
    void waitsForTheServerAndForTheStreams() {
        List<LiveEvent> taken = new CopyOnWriteArrayList<>();
        server.stop();
        try (NatsLink link = new NatsLink("test", new NatsSettings(server.url(), null));
                EventConsumer consumer =
                        new EventConsumer(link, () -> 2, 64 << 20, () -> true, taken::add)) {
            consumer.start();
            link.start();
            server.start();
            soon().until(link::isConnected);
            try (FreshStreams streams = FreshStreams.on(server)) {
                publish(streams, 2);
                soon().until(() -> taken.size() == 2);
            }
        }
    }

    private static long publish(FreshStreams streams, int count) {
        long last = 0;
        for (int i = 0; i < count; i++) {
            last = streams.publish("com.justfaas.event.added.x", new Headers(), "x");
        }
        return last;
    }

    private static long pending(FreshStreams streams) {
        try {
            return streams.management().getConsumerInfo("faas-events", "router").getNumAckPending();
        } catch (java.io.IOException | io.nats.client.JetStreamApiException e) {
            throw new IllegalStateException(e);
        }
    }
}
