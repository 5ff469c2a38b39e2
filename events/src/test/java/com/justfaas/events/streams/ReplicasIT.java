package com.justfaas.events.streams;

import static com.justfaas.events.streams.FreshStreams.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.Names;
import com.justfaas.testkit.FaultProxy;
import com.justfaas.testkit.FaultProxy.Direction;
import com.justfaas.testkit.NatsServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplicasIT {

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
    @SuppressWarnings("try") // one of them leaves early
    void seeEachOtherAndTakeTheirLeaveAtOnce() {
        try (NatsLink link = FreshStreams.connected(server.url());
                Replicas one = new Replicas(link);
                Replicas two = new Replicas(link)) {
            assertThat(one.live()).containsExactly(one.self());
            assertThat(one.isFirst()).isTrue();
            one.start();
            two.start();
            soon().until(() -> one.live().size() == 2 && one.live().equals(two.live()));
            assertThat(one.live()).containsExactlyInAnyOrder(one.self(), two.self());
            assertThat(Stream.of(one, two).filter(Replicas::isFirst)).hasSize(1);

            two.close();
            soon().atMost(Duration.ofMillis(1500)).until(() -> one.live().size() == 1);
            assertThat(one.isFirst()).isTrue();
        }
    }

    /** Before the bound, such a flood filled the memory within a second. */
    @Test
    void rememberFewOfAFloodAndNoneThatIsNone() throws Exception {
        try (NatsLink link = FreshStreams.connected(server.url());
                NatsLink flood = FreshStreams.connected(server.url());
                Replicas one = new Replicas(link);
                Replicas two = new Replicas(link);
                Replicas three = new Replicas(link)) {
            List<Replicas> honest = List.of(one, two, three);
            honest.forEach(Replicas::start);
            soon().until(() -> honest.stream().allMatch(r -> r.live().size() == 3));
            Set<String> all = one.live();

            for (String odd :
                    List.of("", "bye", "x", "x".repeat(100_000), one.self() + "x", "ÄÖ", "\r\n")) {
                say(flood, one.self(), odd);
                say(flood, "odd", odd);
            }
            say(flood, "another", UUID.randomUUID().toString());
            soon().until(() -> one.ignored() >= 12);
            assertThat(one.live()).isEqualTo(all);

            for (int i = 0; i < 200_000; i++) {
                String id = UUID.randomUUID().toString();
                say(flood, id, id);
            }
            flood.connection().flush(Duration.ofSeconds(10));
            // in the midst of it, others cannot say goodbye for one that lives
            honest.forEach(replica -> say(flood, replica.self(), replica.self() + "bye"));
            soon().until(() -> one.ignored() > 100_000);
            soon().untilAsserted(
                            () ->
                                    assertThat(honest)
                                            .allSatisfy(
                                                    replica ->
                                                            assertThat(replica.live())
                                                                    .containsAll(all)
                                                                    .hasSizeLessThanOrEqualTo(
                                                                            Replicas.MOST)));

            soon().untilAsserted(
                            () ->
                                    assertThat(honest)
                                            .allSatisfy(
                                                    replica ->
                                                            assertThat(replica.live())
                                                                    .isEqualTo(all)));
        }
    }

    private static void say(NatsLink link, String id, String sign) {
        link.connection()
                .publish(Names.Subjects.replica(id), sign.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void missOneThatIsSilentAndWelcomeItBack() {
        try (FaultProxy proxy = FaultProxy.started(server.url());
                NatsLink near = FreshStreams.connected(server.url());
                NatsLink far = FreshStreams.connected(proxy.url("nats"));
                Replicas one = new Replicas(near);
                Replicas two = new Replicas(far)) {
            one.start();
            two.start();
            soon().until(() -> one.live().size() == 2 && two.live().size() == 2);

            proxy.blackhole(Direction.TO_SERVER);
            soon().until(() -> one.live().size() == 1);
            proxy.heal();
            soon().until(() -> one.live().size() == 2);
        }
    }

    @Test
    void findEachOtherAgainAfterTheServerWasKilled() {
        try (NatsLink link = FreshStreams.connected(server.url());
                Replicas one = new Replicas(link);
                Replicas two = new Replicas(link)) {
            one.start();
            two.start();
            soon().until(() -> one.live().size() == 2);
            server.kill();
            soon().until(() -> one.live().size() == 1);
            server.start();
            soon().until(() -> one.live().size() == 2 && two.live().size() == 2);
        }
    }
}
