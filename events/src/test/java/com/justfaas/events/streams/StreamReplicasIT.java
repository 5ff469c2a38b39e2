package com.justfaas.events.streams;

import static com.justfaas.events.streams.FreshStreams.LIMITS;
import static com.justfaas.events.streams.FreshStreams.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.justfaas.events.Names;
import com.justfaas.testkit.NatsServer;
import com.justfaas.testkit.junit.NatsClusterExtension;
import io.nats.client.api.ClusterInfo;
import io.nats.client.api.Replica;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code FAAS_STREAM_REPLICAS} on a cluster of three servers, and on one that is alone. */
class StreamReplicasIT {

    private static final List<String> STREAMS =
            List.of(
                    Names.Streams.FUNCTIONS,
                    Names.Streams.EVENTS,
                    Names.Streams.BACKLOG,
                    Names.Streams.DEAD_LETTERS);

    @RegisterExtension static final NatsClusterExtension CLUSTER = new NatsClusterExtension();

    @Test
    void createsStreamsAndTheSharedConsumerWithThatMany() throws Exception {
        try (FreshStreams streams = inTheCluster()) {
            assertThat(ensure(streams, LIMITS.withReplicas(3))).isEmpty();

            for (String stream : STREAMS) {
                assertThat(replicas(streams, stream)).as(stream).isEqualTo(3);
            }
            assertThat(servers(streams.router().getClusterInfo())).isEqualTo(3);
        }
    }

    @Test
    void raisesTheNumberOfStreamsThatAreInUse() throws Exception {
        try (FreshStreams streams = inTheCluster()) {
            ensure(streams, LIMITS);
            streams.publish("com.justfaas.event.added.order", new Headers(), "{}");
            assertThat(replicas(streams, Names.Streams.EVENTS)).isEqualTo(1);

            assertThat(ensure(streams, LIMITS.withReplicas(3))).isEmpty();

            for (String stream : STREAMS) {
                assertThat(replicas(streams, stream)).as(stream).isEqualTo(3);
            }
            soon().until(() -> servers(streams.router().getClusterInfo()) == 3);
            assertThat(streams.state(Names.Streams.EVENTS).getMsgCount()).isEqualTo(1);
        }
    }

    /**
     * A setting that was left out, or a replica that does not have it yet, makes nothing less safe.
     */
    @Test
    void keepsMoreThanWereAskedFor() throws Exception {
        try (FreshStreams streams = inTheCluster()) {
            ensure(streams, LIMITS.withReplicas(3));

            assertThat(ensure(streams, LIMITS)).isEmpty();

            assertThat(replicas(streams, Names.Streams.EVENTS)).isEqualTo(3);
        }
    }

    @Test
    void saysWhenTheClusterIsTooSmall() throws Exception {
        try (FreshStreams streams = inTheCluster()) {
            ensure(streams, LIMITS.withReplicas(3));

            assertThat(ensure(streams, LIMITS.withReplicas(5)))
                    .singleElement()
                    .asString()
                    .startsWith("fewer than 5 replicas of faas-functions, faas-events, ")
                    .contains("run a cluster of at least 5 nats-servers");
            assertThat(replicas(streams, Names.Streams.EVENTS)).isEqualTo(3);
        }
    }

    @Test
    void worksOnOnASingleServerWithTheStreamsThatAreThere() throws Exception {
        try (NatsServer alone = NatsServer.create()) {
            alone.start();
            try (FreshStreams streams = FreshStreams.on(alone);
                    NatsLink link = new NatsLink("test", new NatsSettings(alone.url(), null));
                    StreamKeeper keeper =
                            new StreamKeeper(
                                    link,
                                    new StreamSetup(higher().withReplicas(3)),
                                    Duration.ofMillis(200))) {
                link.start();
                soon().until(keeper::isReady);

                assertThat(keeper.status())
                        .isEqualTo(
                                "the streams are in order; fewer than 3 replicas of faas-functions, faas-events, faas-backlog, faas-deadletters: NATS says \"replicas > 1 not supported in non-clustered mode\"; run a cluster of at least 3 nats-servers with JetStream, all of them up and with capacity for the streams (max_file_store), or set FAAS_STREAM_REPLICAS to fewer");
                // what else was to be changed is changed
                assertThat(
                                streams.management()
                                        .getStreamInfo(Names.Streams.EVENTS)
                                        .getConfiguration()
                                        .getMaxBytes())
                        .isEqualTo(higher().events());
            }
        }
    }

    @Test
    void createsNoStreamThatIsLessSafeThanWasAskedFor() {
        try (NatsServer alone = NatsServer.create()) {
            alone.start();
            try (FreshStreams streams = FreshStreams.none(alone)) {
                assertThatThrownBy(() -> ensure(streams, LIMITS.withReplicas(3)))
                        .isInstanceOf(StreamException.class)
                        .hasMessageStartingWith(
                                "the stream faas-functions cannot have 3 replicas: NATS says \"replicas > 1 not supported in non-clustered mode\"; run a cluster of at least 3 nats-servers")
                        .hasMessageEndingWith("or set FAAS_STREAM_REPLICAS to fewer");
            }
        }
    }

    private static FreshStreams inTheCluster() {
        return FreshStreams.none(CLUSTER.url());
    }

    private static StreamLimits higher() {
        return new StreamLimits(
                LIMITS.functions(), 2 * LIMITS.events(), LIMITS.backlog(), LIMITS.deadLetters());
    }

    private static List<String> ensure(FreshStreams streams, StreamLimits limits) {
        return new StreamSetup(limits).ensure(streams.link().connection());
    }

    private static int replicas(FreshStreams streams, String stream) throws Exception {
        return streams.management().getStreamInfo(stream).getConfiguration().getReplicas();
    }

    /** The leader and those that follow it; nothing is said of a single one. */
    private static int servers(@Nullable ClusterInfo cluster) {
        @Nullable List<Replica> followers = cluster == null ? null : cluster.getReplicas();
        return followers == null ? 1 : 1 + followers.size();
    }
}
