package com.justfaas.events.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.Names;
import com.justfaas.testkit.NatsServer;
import com.justfaas.testkit.Streams;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Message;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.StreamState;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;

/** Our streams on a server, all of them empty, and a link to it. */
final class FreshStreams implements AutoCloseable {

    private static final long MIB = 1 << 20;
    static final StreamLimits LIMITS = new StreamLimits(4 * MIB, 64 * MIB, 8 * MIB, 8 * MIB);

    private final NatsLink link;

    private FreshStreams(NatsLink link) {
        this.link = link;
    }

    /** Deletes every stream of the server and sets ours up. */
    static FreshStreams on(NatsServer server) {
        FreshStreams streams = none(server);
        new StreamSetup(LIMITS).ensure(streams.link.connection());
        return streams;
    }

    /** Deletes every stream of the server. */
    static FreshStreams none(NatsServer server) {
        return none(server.url());
    }

    /** Deletes every stream of the server, or of the cluster. */
    static FreshStreams none(String url) {
        FreshStreams streams = new FreshStreams(connected(url));
        Streams.deleteAll(streams.link.connection());
        return streams;
    }

    /** A link that has connected. */
    static NatsLink connected(String url) {
        NatsLink link = new NatsLink("test", new NatsSettings(url, null));
        link.start();
        soon().until(link::isConnected);
        return link;
    }

    /** Waits for what happens within milliseconds, and gives up after seconds. */
    static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(10));
    }

    NatsLink link() {
        return link;
    }

    JetStreamManagement management() {
        try {
            return link.connection().jetStreamManagement();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes so many events, as another replica would, and holds them. */
    List<Message> take(int count) throws Exception {
        List<Message> taken =
                link.connection()
                        .jetStream()
                        .subscribe(
                                null,
                                PullSubscribeOptions.bind(
                                        Names.Streams.EVENTS, Names.Consumers.ROUTER))
                        .fetch(count, Duration.ofSeconds(5));
        assertThat(taken).hasSize(count);
        return taken;
    }

    /** The consumer that all replicas share. */
    ConsumerInfo router() {
        try {
            return management().getConsumerInfo("faas-events", "router");
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException(e);
        }
    }

    StreamState state(String stream) {
        try {
            return management().getStreamInfo(stream).getStreamState();
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Publishes as somebody else would, and returns the sequence. */
    long publish(String subject, Headers headers, String data) {
        try {
            return link.connection()
                    .jetStream()
                    .publish(subject, headers, data.getBytes(StandardCharsets.UTF_8))
                    .getSeqno();
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        link.close();
    }
}
