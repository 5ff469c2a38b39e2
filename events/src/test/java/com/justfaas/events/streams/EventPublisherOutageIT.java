package com.justfaas.events.streams;

import static com.justfaas.events.streams.FreshStreams.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.Names;
import com.justfaas.events.codec.Examples;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.testkit.NatsServer;
import io.nats.client.api.MessageInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class EventPublisherOutageIT {

    private static final String SUBJECT = Names.Subjects.event("order.created");
    private static final int SENDERS = 16;

    @Test
    void saysAtOnceThatNatsIsAway() {
        try (NatsServer server = NatsServer.create();
                NatsLink link = new NatsLink("test", new NatsSettings(server.url(), null))) {
            EventPublisher publisher = new EventPublisher(link);
            assertThat(publish(publisher, "1")).isInstanceOf(PublishResult.Unavailable.class);
            assertThat(publisher.maxEventSize()).isEqualTo((1 << 20) - 8192);

            server.start();
            link.start();
            soon().until(link::isConnected);
            new StreamSetup(FreshStreams.LIMITS).ensure(link.connection());
            assertThat(publish(publisher, "2")).isInstanceOf(PublishResult.Stored.class);

            server.kill();
            soon().until(() -> !link.isConnected());
            long start = System.nanoTime();
            assertThat(publish(publisher, "3"))
                    .isEqualTo(
                            new PublishResult.Unavailable(
                                    "the connection to NATS at %s is lost"
                                            .formatted(server.url())));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofMillis(500));
        }
    }

    /** Whoever sends it again when NATS is back does so in vain. */
    @Test
    void saysThatAnEventIsTooLargeAlsoWhileNatsIsAway() {
        try (NatsServer server = NatsServer.create()) {
            server.start();
            try (NatsLink link = FreshStreams.connected(server.url())) {
                EventPublisher publisher = new EventPublisher(link);
                long most = publisher.maxEventSize();
                server.kill();
                soon().until(() -> !link.isConnected());

                PublishResult result =
                        publisher
                                .publish(
                                        SUBJECT,
                                        StoredEvent.of(
                                                Examples.event(
                                                        "1", "/s", "t", "x".repeat((int) most))))
                                .join();

                assertThat(most).isEqualTo((1 << 20) - 8192);
                assertThat(result)
                        .isInstanceOfSatisfying(
                                PublishResult.TooLarge.class,
                                large -> assertThat(large.most()).isEqualTo(most));
            }
        }
    }

    @Test
    void givesUpOnAServerThatDoesNotAnswer() {
        try (NatsServer server = NatsServer.create()) {
            server.start();
            try (FreshStreams streams = FreshStreams.on(server)) {
                server.pause();
                soon().until(() -> isSilent(streams.link()));
                PublishResult result = publish(new EventPublisher(streams.link()), "1");
                server.resume();

                assertThat(result)
                        .isEqualTo(
                                new PublishResult.Unavailable(
                                        "NATS did not confirm within 2s; the event may be stored"));
            }
        }
    }

    private static boolean isSilent(NatsLink link) throws InterruptedException {
        try {
            link.connection().flush(Duration.ofMillis(100));
            return false;
        } catch (TimeoutException e) {
            return true;
        }
    }

    @Test
    void neverSaysStoredOfWhatIsNotThereAfterTheServerWasKilled() throws Exception {
        Map<Long, String> stored = new ConcurrentHashMap<>();
        AtomicInteger refused = new AtomicInteger();
        try (NatsServer server = NatsServer.create()) {
            server.start();
            try (FreshStreams streams = FreshStreams.on(server)) {
                EventPublisher publisher = new EventPublisher(streams.link());
                AtomicBoolean stop = new AtomicBoolean();
                List<Thread> senders = new ArrayList<>();
                for (int sender = 0; sender < SENDERS; sender++) {
                    String name = "sender-" + sender;
                    senders.add(
                            Thread.ofVirtual()
                                    .start(
                                            () -> {
                                                for (int i = 0; !stop.get(); i++) {
                                                    String id = name + "-" + i;
                                                    note(
                                                            publish(publisher, id),
                                                            id,
                                                            stored,
                                                            refused);
                                                }
                                            }));
                }
                for (int round = 0; round < 2; round++) {
                    int before = stored.size();
                    soon().until(() -> stored.size() > before + 2_000);
                    server.kill();
                    int refusedBefore = refused.get();
                    soon().until(() -> refused.get() > refusedBefore + SENDERS);
                    server.start();
                }
                int before = stored.size();
                soon().until(() -> stored.size() > before + 1_000);
                stop.set(true);
                for (Thread sender : senders) {
                    sender.join(Duration.ofSeconds(10));
                }
                assertAllThere(streams, stored);
            }
        }
    }

    private static void note(
            PublishResult result, String id, Map<Long, String> stored, AtomicInteger refused) {
        switch (result) {
            case PublishResult.Stored(long sequence, boolean duplicate) -> {
                String other = stored.put(sequence, id);
                assertThat(other)
                        .as("two events at %d, duplicate: %s", sequence, duplicate)
                        .isNull();
            }
            case PublishResult.Unavailable unavailable -> {
                refused.incrementAndGet();
                assertThat(unavailable.reason()).isNotBlank();
                LockSupport.parkNanos(
                        1_000_000); // a sender that is refused tries again a bit later
            }
            case PublishResult.Full full -> throw new AssertionError(full);
            case PublishResult.TooLarge large -> throw new AssertionError(large);
            case PublishResult.HeadersTooLarge large -> throw new AssertionError(large);
        }
    }

    private static void assertAllThere(FreshStreams streams, Map<Long, String> stored)
            throws Exception {
        DirectGet reader = new DirectGet(streams.link(), "faas-events");
        Map<Long, String> there = new ConcurrentHashMap<>();
        long next = 1;
        List<MessageInfo> batch = reader.infos(">", next, 1000);
        while (!batch.isEmpty()) {
            for (MessageInfo message : batch) {
                there.put(
                        message.getSeq(),
                        Objects.requireNonNull(
                                Objects.requireNonNull(message.getHeaders()).getFirst("ce-id")));
            }
            next = batch.getLast().getSeq() + 1;
            batch = reader.infos(">", next, 1000);
        }

        assertThat(there).containsAllEntriesOf(stored);
    }

    private static PublishResult publish(EventPublisher publisher, String id) {
        return publisher
                .publish(SUBJECT, Examples.order(id))
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
