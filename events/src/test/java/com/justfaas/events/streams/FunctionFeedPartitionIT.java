package com.justfaas.events.streams;

import static com.justfaas.events.streams.FreshStreams.LIMITS;
import static com.justfaas.events.streams.FreshStreams.connected;
import static com.justfaas.events.streams.FreshStreams.soon;

import com.justfaas.events.Names;
import com.justfaas.testkit.NatsCluster;
import com.justfaas.testkit.NatsServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A feed that is connected to a server that is cut off from the two others. */
class FunctionFeedPartitionIT {

    /** An election, while the machine is busy. */
    private static final Duration ELECTED = Duration.ofSeconds(30);

    private final NatsCluster cluster = NatsCluster.create();

    @BeforeEach
    void start() {
        cluster.start();
        try (FreshStreams streams = FreshStreams.none(cluster.url())) {
            new StreamSetup(LIMITS.withReplicas(3)).ensure(streams.link().connection());
        }
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    /** Events of functions that became known elsewhere would be taken for unwanted. */
    @Test
    void aFeedThatHearsNothingIsNotCurrent() {
        NatsServer follower = follower();
        try (NatsLink there = connected(follower.url());
                FunctionFeed feed = new FunctionFeed(there, new FeedDiary())) {
            feed.start();
            soon().until(feed::isCurrent);

            cluster.isolate(follower);
            soon().until(() -> !feed.isCurrent());
            cluster.rejoin(follower);
            soon().atMost(ELECTED).until(feed::isCurrent);
        }
    }

    private NatsServer leader() {
        try (NatsLink link = connected(cluster.url())) {
            return cluster.leader(link.connection(), Names.Streams.FUNCTIONS).orElseThrow();
        }
    }

    private NatsServer follower() {
        NatsServer leader = leader();
        return cluster.servers().stream()
                .filter(server -> !server.equals(leader))
                .findFirst()
                .orElseThrow();
    }
}
