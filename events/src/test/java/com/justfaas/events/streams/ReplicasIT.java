package com.justfaas.events.streams;

import static com.justfaas.events.streams.FreshStreams.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.FaultProxy;
import com.justfaas.testkit.FaultProxy.Direction;
import com.justfaas.testkit.NatsServer;
import java.time.Duration;
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
