package com.justfaas.events.streams;

import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import java.io.IOException;

/** Why a stream of ours cannot be created, and what to do. */
final class StreamConflicts {

    private static final int SUBJECTS_OVERLAP = 10065;
    private static final int INSUFFICIENT_STORAGE = 10047;
    private static final int NOT_CREATED = 10049;

    private StreamConflicts() {}

    /** What the refusal of a creation means; an unknown one is thrown as it is. */
    static StreamException creation(
            JetStreamManagement management, StreamConfiguration wanted, JetStreamApiException e)
            throws IOException, JetStreamApiException {
        if (wanted.getReplicas() > 1 && StreamReplicas.isRefusal(e)) {
            return new StreamException(
                    "the stream %s cannot have %d replicas: %s"
                            .formatted(
                                    wanted.getName(),
                                    wanted.getReplicas(),
                                    StreamReplicas.remedy(e, wanted.getReplicas())));
        }
        return switch (e.getApiErrorCode()) {
            case SUBJECTS_OVERLAP -> overlap(management, wanted, e);
            case INSUFFICIENT_STORAGE ->
                    new StreamException(
                            "NATS has no room for the stream %s of %d MiB; give the server a larger max_file_store, or the stream a smaller limit (docs/configuration.md)"
                                    .formatted(wanted.getName(), wanted.getMaxBytes() >> 20),
                            e);
            case NOT_CREATED ->
                    new StreamException(
                            "NATS cannot store the stream %s; the log of nats-server says why (disk full, folder not writable)"
                                    .formatted(wanted.getName()),
                            e);
            default -> throw e;
        };
    }

    private static StreamException overlap(
            JetStreamManagement management, StreamConfiguration wanted, JetStreamApiException e)
            throws IOException, JetStreamApiException {
        for (String subject : wanted.getSubjects()) {
            for (StreamInfo other : management.getStreams(subject)) {
                if (isTheOldComponents(other.getConfiguration())) {
                    return oldStream(other.getConfiguration().getName());
                }
                return new StreamException(
                        "the stream %s already takes %s, which is part of %s; remove those subjects from it"
                                .formatted(
                                        other.getConfiguration().getName(),
                                        subject,
                                        wanted.getName()));
            }
        }
        return new StreamException("another stream takes subjects of " + wanted.getName(), e);
    }

    /**
     * The component that this one replaces has one work queue for all of {@code com.justfaas.>}.
     */
    static boolean isTheOldComponents(StreamConfiguration actual) {
        return actual.getRetentionPolicy() == RetentionPolicy.WorkQueue
                && actual.getSubjects().contains("com.justfaas.>");
    }

    static StreamException oldStream(String name) {
        return new StreamException(
                "the stream %s belongs to the events component that this one replaces (a work queue of com.justfaas.>). Let it drain (nats stream info %s shows 0 messages), stop the old component, then remove the stream (nats stream rm %s); docs/upgrade.md has the steps"
                        .formatted(name, name, name));
    }
}
