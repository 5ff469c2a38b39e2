package com.justfaas.testkit;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A nats-server's place in a cluster.
 *
 * @param server its name
 * @param port where it takes routes; 0 when it is in no cluster
 * @param to ports where it finds the others that it connects to
 */
record NatsRoutes(String server, int port, List<Integer> to) {

    static final NatsRoutes NONE = new NatsRoutes("testkit", 0, List.of());

    NatsRoutes {
        to = List.copyOf(to);
    }

    /**
     * What it advertises is a port that refuses: servers would otherwise learn of each other's
     * addresses, and connect past the proxies between them.
     */
    String configuration() {
        String name = "server_name: %s\n".formatted(server);
        return port == 0
                ? name
                : name
                        + """
                        cluster {
                          name: testkit
                          listen: "127.0.0.1:%d"
                          advertise: "127.0.0.1:1"
                          routes: [%s]
                        }
                        """
                                .formatted(
                                        port,
                                        to.stream()
                                                .map("\"nats://127.0.0.1:%d\""::formatted)
                                                .collect(Collectors.joining(", ")));
    }
}
