package com.justfaas.events.streams;

import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raises how many servers keep each stream, and with it its consumers, which inherit the number. A
 * stream that has more replicas than the setting keeps them: nothing that is stored becomes less
 * safe by a setting that was left out.
 */
final class StreamReplicas {

    private static final Logger LOG = LoggerFactory.getLogger(StreamReplicas.class);

    // JetStream's codes when it has not that many servers, or not enough that have capacity
    private static final int NO_SUITABLE_PEERS = 10005;
    private static final int INSUFFICIENT_RESOURCES = 10023;
    private static final int NOT_CLUSTERED = 10074;

    private final JetStreamManagement management;
    private final int replicas;
    private final Map<String, List<String>> streamsByRefusal = new LinkedHashMap<>();

    StreamReplicas(JetStreamManagement management, int replicas) {
        this.management = management;
        this.replicas = replicas;
    }

    /** Raises the number of a stream with this configuration, where it has fewer. */
    void raise(StreamConfiguration actual) throws IOException, JetStreamApiException {
        if (actual.getReplicas() >= replicas) {
            return;
        }
        try {
            management.updateStream(StreamConfiguration.builder(actual).replicas(replicas).build());
            LOG.atInfo().log("raised {} to {} replicas", actual.getName(), replicas);
        } catch (JetStreamApiException e) {
            if (!isRefusal(e)) {
                throw e;
            }
            streamsByRefusal
                    .computeIfAbsent(remedy(e, replicas), refusal -> new ArrayList<>())
                    .add(actual.getName());
        }
    }

    /** One line for each refusal; the streams work on as they are. */
    List<String> refused() {
        return streamsByRefusal.entrySet().stream()
                .map(
                        refused ->
                                "fewer than %d replicas of %s: %s"
                                        .formatted(
                                                replicas,
                                                String.join(", ", refused.getValue()),
                                                refused.getKey()))
                .toList();
    }

    /** Whether JetStream cannot have so many replicas now. */
    static boolean isRefusal(JetStreamApiException e) {
        return switch (e.getApiErrorCode()) {
            case NO_SUITABLE_PEERS, INSUFFICIENT_RESOURCES, NOT_CLUSTERED -> true;
            default -> false;
        };
    }

    /** What JetStream says, and what to do. */
    static String remedy(JetStreamApiException e, int replicas) {
        return "NATS says \"%s\"; run a cluster of at least %d nats-servers with JetStream, all of them up and with capacity for the streams (max_file_store), or set FAAS_STREAM_REPLICAS to fewer"
                .formatted(e.getErrorDescription(), replicas);
    }
}
