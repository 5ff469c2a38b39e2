package com.justfaas.e2e.chaos;

import com.justfaas.events.Names;
import com.justfaas.testkit.NatsCluster;
import com.justfaas.testkit.NatsServer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;

/** What happens to the servers of a cluster, one at a time: the other two can go on. */
enum ClusterFaults {
    LEADER_KILLED {
        @Override
        void strike(NatsCluster cluster, Streams streams, Random random)
                throws InterruptedException {
            for (int kills = Scale.current().full() ? 2 : 1; kills > 0; kills--) {
                NatsServer leader = leader(cluster, streams);
                leader.kill();
                pause(random);
                leader.start();
            }
        }
    },
    SERVER_PAUSED {
        @Override
        void strike(NatsCluster cluster, Streams streams, Random random)
                throws InterruptedException {
            NatsServer server = any(cluster, random);
            server.pause();
            try {
                pause(random);
            } finally {
                server.resume();
            }
        }
    },
    PARTITION {
        @Override
        void strike(NatsCluster cluster, Streams streams, Random random)
                throws InterruptedException {
            NatsServer server = any(cluster, random);
            cluster.isolate(server);
            try {
                pause(random);
            } finally {
                cluster.rejoin(server);
            }
        }
    },
    ROLLING_RESTART {
        @Override
        void strike(NatsCluster cluster, Streams streams, Random random) {
            cluster.servers().forEach(NatsServer::restart);
        }
    };

    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(12);
    private static final Duration ELECTED = Duration.ofSeconds(30);

    /** Returns when the fault has ended: all servers run, reach each other and are healthy. */
    abstract void strike(NatsCluster cluster, Streams streams, Random random)
            throws InterruptedException;

    private static NatsServer leader(NatsCluster cluster, Streams streams) {
        return Awaitility.await()
                .atMost(ELECTED)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> cluster.leader(streams.connection(), Names.Streams.EVENTS),
                        leader -> leader.filter(NatsServer::isRunning).isPresent())
                .orElseThrow();
    }

    private static NatsServer any(NatsCluster cluster, Random random) {
        List<NatsServer> servers = cluster.servers();
        return servers.get(random.nextInt(servers.size()));
    }

    private static void pause(Random random) throws InterruptedException {
        Thread.sleep(random.nextLong(SHORTEST.toMillis(), LONGEST.toMillis()));
    }
}
