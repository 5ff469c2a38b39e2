package com.justfaas.events.streams;

import static com.justfaas.events.streams.FreshStreams.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.junit.NatsExtension;
import io.nats.client.JetStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three replicas that hold what they can get, of more events than may be in flight. */
class ReplicaQuotaIT {

    private static final int EVENTS = 14_000;
    private static final int OF_TWO = ReplicaQuota.of(2);
    private static final int OF_THREE = ReplicaQuota.of(3);

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    /** As much of a router as pulls. */
    private static final class Member implements AutoCloseable {

        private final NatsLink link = FreshStreams.connected(NATS.url());
        private final Replicas replicas = new Replicas(link);
        private final Queue<LiveEvent> held = new ConcurrentLinkedQueue<>();
        private final EventConsumer consumer =
                new EventConsumer(
                        link,
                        () -> ReplicaQuota.of(replicas.live().size()),
                        64 << 20,
                        () -> true,
                        held::add);

        int live() {
            return replicas.live().size();
        }

        /** As by {@code kill -9}: nothing is given back, and no goodbye is sent. */
        void die() {
            link.close();
        }

        @Override
        public void close() {
            consumer.close();
            replicas.close();
            link.close();
        }
    }

    @Test
    void nobodyStarvesAndAllStayBelowTheLimitAlsoWhenOneDies() throws Exception {
        try (FreshStreams streams = FreshStreams.on(NATS.server());
                Member one = new Member();
                Member two = new Member();
                Member three = new Member()) {
            List<Member> members = List.of(one, two, three);
            publish(streams);
            members.forEach(member -> member.replicas.start());
            soon().until(() -> members.stream().allMatch(member -> member.live() == 3));

            members.forEach(member -> member.consumer.start());
            soon().until(() -> members.stream().allMatch(member -> member.held.size() == OF_THREE));
            assertThat(streams.router().getNumAckPending()).isEqualTo(3L * OF_THREE);

            three.die();
            List<Member> survivors = List.of(one, two);
            soon().until(() -> survivors.stream().allMatch(member -> member.held.size() == OF_TWO));
            assertThat(streams.router().getNumAckPending())
                    .isEqualTo(2L * OF_TWO + OF_THREE)
                    .isLessThan(StreamDefinitions.MAX_ACK_PENDING);

            Set<Long> delivered = ConcurrentHashMap.newKeySet();
            soon().atMost(StreamDefinitions.ACK_WAIT.plus(Duration.ofSeconds(20)))
                    .until(
                            () -> {
                                survivors.forEach(member -> settle(member, delivered));
                                return delivered.size() == EVENTS;
                            });
            soon().until(() -> streams.router().getAckFloor().getStreamSequence() == EVENTS);
        }
    }

    private static void settle(Member member, Set<Long> delivered) {
        for (LiveEvent event; (event = member.held.poll()) != null; ) {
            delivered.add(event.sequence());
            event.ack();
        }
    }

    private static void publish(FreshStreams streams) throws Exception {
        JetStream events = streams.link().jetStream();
        List<CompletableFuture<?>> stored = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            stored.add(
                    events.publishAsync(
                            "com.justfaas.event.added.x", "x".getBytes(StandardCharsets.UTF_8)));
        }
        CompletableFuture.allOf(stored.toArray(CompletableFuture[]::new)).join();
    }
}
