package com.justfaas.events.streams;

import io.nats.client.api.PersistMode;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Holds a stream that is there against what it must be. What an administrator may choose
 * (placement, description) is not compared; for replicas see {@link StreamReplicas}.
 */
final class StreamComparison {

    private StreamComparison() {}

    /** What is wrong and cannot be changed without a risk to what the stream holds. */
    static List<String> unsafe(StreamConfiguration wanted, StreamConfiguration actual) {
        List<String> mistakes = new ArrayList<>();
        differs(
                mistakes,
                "retention",
                wanted.getRetentionPolicy().toString(),
                actual.getRetentionPolicy().toString());
        differs(
                mistakes,
                "storage",
                wanted.getStorageType().toString(),
                actual.getStorageType().toString());
        if (!new HashSet<>(wanted.getSubjects()).containsAll(actual.getSubjects())) {
            mistakes.add(
                    "it takes the subjects %s instead of %s"
                            .formatted(actual.getSubjects(), wanted.getSubjects()));
        }
        if (actual.getPersistMode() == PersistMode.Async) {
            mistakes.add("persist_mode is async, so what was acknowledged may be lost");
        }
        if (actual.getMirror() != null
                || (actual.getSources() != null && !actual.getSources().isEmpty())) {
            mistakes.add("it is a mirror, or has sources");
        }
        if (actual.getSubjectTransform() != null) {
            mistakes.add("it rewrites subjects");
        }
        if (actual.getSealed() || actual.getDenyPurge() || actual.getDenyDelete()) {
            mistakes.add("it is sealed, or forbids to delete or purge");
        }
        if (actual.getNoAck()) {
            mistakes.add("it does not acknowledge what it stored");
        }
        return mistakes;
    }

    private static void differs(List<String> mistakes, String what, String wanted, String actual) {
        if (!wanted.equals(actual)) {
            mistakes.add("%s is %s instead of %s".formatted(what, actual, wanted));
        }
    }

    /** The configuration to change the stream to, or empty when it is fine as it is. */
    static Optional<StreamConfiguration> update(StreamConfiguration wanted, StreamInfo info) {
        StreamConfiguration actual = info.getConfiguration();
        StreamConfiguration changed =
                StreamConfiguration.builder(actual)
                        .subjects(wanted.getSubjects())
                        .discardPolicy(wanted.getDiscardPolicy())
                        .discardNewPerSubject(false)
                        .maxMessagesPerSubject(wanted.getMaxMsgsPerSubject())
                        .maxMessages(-1)
                        .maximumMessageSize(wanted.getMaximumMessageSize())
                        .maxAge(LowerLimits.maxAge(wanted, info))
                        .maxBytes(LowerLimits.maxBytes(wanted, info))
                        .duplicateWindow(wanted.getDuplicateWindow())
                        .allowDirect(true)
                        .build();
        return same(changed, actual) ? Optional.empty() : Optional.of(changed);
    }

    private static boolean same(StreamConfiguration one, StreamConfiguration other) {
        return new HashSet<>(one.getSubjects()).equals(new HashSet<>(other.getSubjects()))
                && one.getDiscardPolicy() == other.getDiscardPolicy()
                && one.getMaxMsgsPerSubject() == other.getMaxMsgsPerSubject()
                && !other.isDiscardNewPerSubject()
                && other.getMaxMsgs() <= 0
                && one.getMaximumMessageSize() == other.getMaximumMessageSize()
                && LowerLimits.age(one).equals(LowerLimits.age(other))
                && one.getMaxBytes() == other.getMaxBytes()
                && Objects.equals(one.getDuplicateWindow(), other.getDuplicateWindow())
                && one.getAllowDirect() == other.getAllowDirect();
    }
}
