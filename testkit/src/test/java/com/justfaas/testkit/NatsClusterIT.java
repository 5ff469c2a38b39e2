package com.justfaas.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.StreamConfiguration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the close() of jnats may be interrupted
class NatsClusterIT {

    private static final byte[] DATA = "one".getBytes(StandardCharsets.UTF_8);

    private final NatsCluster cluster = NatsCluster.create();

    @BeforeEach
    void start() throws Exception {
        cluster.start();
        try (Connection nats = connect(cluster.servers().getFirst())) {
            StreamConfiguration orders =
                    StreamConfiguration.builder()
                            .name("orders")
                            .subjects("orders.>")
                            .replicas(3)
                            .build();
            // a server that is healthy may not know yet which one leads
            soon().until(() -> nats.jetStreamManagement().addStream(orders) != null);
            soon().until(() -> nats.jetStream().publish("orders.1", DATA).getSeqno() >= 1);
        }
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void goesOnWithoutTheLeaderOfAStreamAndTakesItBack() throws Exception {
        NatsServer leader = leader(cluster.servers().getFirst());
        NatsServer other = other(leader);

        leader.kill();
        try (Connection nats = connect(other)) {
            soon().until(() -> nats.jetStream().publish("orders.2", DATA).getSeqno() >= 2);
        }
        leader.start();
        assertThat(leader(leader)).isNotEqualTo(leader);
    }

    /** Past the proxies the servers would find each other, and nothing would be cut off. */
    @Test
    void isolatesAServerThatItsClientsStillReach() throws Exception {
        NatsServer leader = leader(cluster.servers().getFirst());
        cluster.isolate(leader);

        try (Connection there = connect(leader);
                Connection elsewhere = connect(other(leader))) {
            soon().until(() -> elsewhere.jetStream().publish("orders.2", DATA).getSeqno() >= 2);
            assertThatThrownBy(() -> there.jetStream().publish("orders.3", DATA))
                    .isInstanceOf(Exception.class);
            cluster.rejoin(leader);
            soon().until(() -> there.jetStream().publish("orders.4", DATA).getSeqno() >= 3);
        }
    }

    private NatsServer leader(NatsServer asked) throws Exception {
        try (Connection nats = connect(asked)) {
            return cluster.leader(nats, "orders").orElseThrow();
        }
    }

    private NatsServer other(NatsServer server) {
        return cluster.servers().stream()
                .filter(one -> !one.equals(server))
                .findFirst()
                .orElseThrow();
    }

    private static Connection connect(NatsServer server) throws Exception {
        return Nats.connect(
                Options.builder().server(server.url()).ignoreDiscoveredServers().build());
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions();
    }
}
