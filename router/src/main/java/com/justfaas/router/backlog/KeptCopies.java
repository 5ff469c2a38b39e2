package com.justfaas.router.backlog;

import com.justfaas.events.streams.BacklogPage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Copies that were read before somebody asked for them: the latest of them. */
final class KeptCopies {

    /** More were no faster: measured with 2,048 and 4,096, the garbage collector took the gain. */
    private static final int MOST = 512;

    private static final long MOST_BYTES = 4 << 20;

    private final LinkedHashMap<Long, Kept> bySequence = new LinkedHashMap<>();
    private long bytes;

    /** A copy as it was at a time. */
    record Kept(BacklogPage.Copy copy, Instant readAt) {}

    /** Keeps one, and lets the oldest go when there are too many. */
    void add(BacklogPage.Copy copy, Instant readAt) {
        bySequence.put(copy.sequence(), new Kept(copy, readAt));
        bytes += copy.size();
        while (bySequence.size() > MOST || bytes > MOST_BYTES) {
            bytes -= bySequence.pollFirstEntry().getValue().copy().size();
        }
    }

    /** Those of these that are here; they are not kept any longer. */
    List<Kept> take(List<Long> sequences) {
        return sequences.stream().flatMap(sequence -> take(sequence).stream()).toList();
    }

    private Optional<Kept> take(long sequence) {
        Optional<Kept> copy = Optional.ofNullable(bySequence.remove(sequence));
        copy.ifPresent(taken -> bytes -= taken.copy().size());
        return copy;
    }

    void clear() {
        bySequence.clear();
        bytes = 0;
    }
}
