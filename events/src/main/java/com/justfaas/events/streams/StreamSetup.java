package com.justfaas.events.streams;

import com.justfaas.events.Names;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates our streams and the shared consumer, and makes sure that those already there are ours.
 */
public final class StreamSetup {

    /** What {@link #found} has an entry of when nothing is missing. */
    static final Set<String> NAMES =
            Set.of(
                    Names.Streams.FUNCTIONS,
                    Names.Streams.EVENTS,
                    Names.Streams.BACKLOG,
                    Names.Streams.DEAD_LETTERS,
                    Names.Consumers.ROUTER);

    private static final Logger LOG = LoggerFactory.getLogger(StreamSetup.class);
    private static final int NOT_FOUND = 404;
    private static final int NAME_IN_USE = 10058;

    private final StreamLimits limits;

    /** No other's: see {@link #create}. */
    private final String identity = UUID.randomUUID().toString();

    public StreamSetup(StreamLimits limits) {
        this.limits = limits;
    }

    /**
     * Makes everything be there. May be called again at any time, by any replica.
     *
     * @return one line for each setting that is not in force: a limit that is lower than what its
     *     stream holds, or more replicas than NATS can have now
     * @throws StreamException when the server is too old, a stream is configured so that we cannot
     *     keep our promises, or NATS is away; the message says what to do
     */
    public List<String> ensure(Connection connection) {
        NatsVersions.check(connection.getServerInfo().getVersion());
        try {
            JetStreamManagement management = connection.jetStreamManagement();
            StreamReplicas replicas = new StreamReplicas(management, limits.replicas());
            List<String> heldBack = new ArrayList<>();
            for (StreamConfiguration wanted :
                    StreamDefinitions.streams(limits, connection.getMaxPayload())) {
                heldBack.addAll(ensure(management, wanted, replicas));
            }
            heldBack.addAll(replicas.refused());
            ensureConsumer(management);
            return List.copyOf(heldBack);
        } catch (IOException | IllegalStateException e) {
            throw new StreamException("JetStream does not answer", e);
        } catch (JetStreamApiException e) {
            throw new StreamException("JetStream refused", e);
        }
    }

    /**
     * When each of our streams, and the shared consumer, was made; without those that are missing.
     *
     * @throws StreamException when NATS is away
     */
    Map<String, ZonedDateTime> found(Connection connection) {
        Map<String, ZonedDateTime> found = new HashMap<>();
        try {
            JetStreamManagement management = connection.jetStreamManagement();
            for (StreamConfiguration wanted :
                    StreamDefinitions.streams(limits, connection.getMaxPayload())) {
                find(management, wanted.getName())
                        .ifPresent(info -> found.put(wanted.getName(), info.getCreateTime()));
            }
            findConsumer(management)
                    .ifPresent(info -> found.put(info.getName(), info.getCreationTime()));
            return found;
        } catch (IOException | IllegalStateException e) {
            throw new StreamException("JetStream does not answer", e);
        } catch (JetStreamApiException e) {
            throw new StreamException("JetStream refused", e);
        }
    }

    private List<String> ensure(
            JetStreamManagement management, StreamConfiguration wanted, StreamReplicas replicas)
            throws IOException, JetStreamApiException {
        Optional<StreamInfo> found = find(management, wanted.getName());
        if (found.isEmpty()) {
            return create(management, wanted) ? List.of() : ensure(management, wanted, replicas);
        }
        StreamConfiguration actual = found.get().getConfiguration();
        if (StreamConflicts.isTheOldComponents(actual)) {
            throw StreamConflicts.oldStream(actual.getName());
        }
        List<String> mistakes = StreamComparison.unsafe(wanted, actual);
        if (!mistakes.isEmpty()) {
            throw new StreamException(
                    "the stream %s is not as this version needs it, and changing it is not safe: %s. Look at it (nats stream info %s), then delete it or rename it away; it is created anew within seconds"
                            .formatted(
                                    wanted.getName(),
                                    String.join("; ", mistakes),
                                    wanted.getName()));
        }
        Optional<StreamConfiguration> update = StreamComparison.update(wanted, found.get());
        if (update.isPresent()) {
            management.updateStream(update.get());
            LOG.atInfo().log("updated the stream {}", wanted.getName());
        }
        // an update of its own: what NATS may refuse must not stand in the way of the rest
        replicas.raise(update.orElse(actual));
        return LowerLimits.heldBack(wanted, found.get());
    }

    /**
     * Creates a stream, and returns whether it did: operator and router, and the replicas, often
     * miss it at the same time. NATS confirms a repeated creation as if it were the first one, but
     * refuses one whose configuration differs; so the metadata names the creator.
     */
    private boolean create(JetStreamManagement management, StreamConfiguration wanted)
            throws IOException, JetStreamApiException {
        try {
            management.addStream(
                    StreamConfiguration.builder(wanted)
                            .metadata(Map.of(Names.Streams.CREATED_BY, identity))
                            .build());
            LOG.atInfo().log("created the stream {}", wanted.getName());
            return true;
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() == NAME_IN_USE) {
                return false;
            }
            throw StreamConflicts.creation(management, wanted, e);
        }
    }

    private static void ensureConsumer(JetStreamManagement management)
            throws IOException, JetStreamApiException {
        ConsumerInfo router =
                management.addOrUpdateConsumer(Names.Streams.EVENTS, StreamDefinitions.router());
        long lastInStream =
                management.getStreamInfo(Names.Streams.EVENTS).getStreamState().getLastSequence();
        long acked = router.getAckFloor().getStreamSequence();
        if (acked > lastInStream) {
            // seen after a power cut: such a consumer never delivers again (nats-server 5412)
            LOG.atWarn()
                    .log(
                            "the consumer {} is ahead of its stream ({} > {}); making it anew",
                            Names.Consumers.ROUTER,
                            acked,
                            lastInStream);
            management.deleteConsumer(Names.Streams.EVENTS, Names.Consumers.ROUTER);
            management.addOrUpdateConsumer(Names.Streams.EVENTS, StreamDefinitions.router());
        }
    }

    private static Optional<StreamInfo> find(JetStreamManagement management, String name)
            throws IOException, JetStreamApiException {
        try {
            return Optional.of(management.getStreamInfo(name));
        } catch (JetStreamApiException e) {
            if (e.getErrorCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Optional<ConsumerInfo> findConsumer(JetStreamManagement management)
            throws IOException, JetStreamApiException {
        try {
            return Optional.of(
                    management.getConsumerInfo(Names.Streams.EVENTS, Names.Consumers.ROUTER));
        } catch (JetStreamApiException e) {
            if (e.getErrorCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
