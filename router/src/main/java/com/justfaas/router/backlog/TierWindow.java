package com.justfaas.router.backlog;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a reader knows of one tier of a function's backlog: which copies it has taken, which of
 * these are over, and up to where all are. Not for more than one thread at a time.
 */
final class TierWindow {

    private final TreeMap<Long, Boolean> overBySequence = new TreeMap<>();
    private long next = 1;

    /** From which sequence on to read; what {@link #isTaken} there is to be skipped. */
    long next() {
        return next;
    }

    /** Whether this copy was taken and not left since. */
    boolean isTaken(long sequence) {
        return overBySequence.containsKey(sequence);
    }

    /** A copy was read, and its delivery begins. */
    void taken(long sequence) {
        overBySequence.put(sequence, false);
        next = Math.max(next, sequence + 1);
    }

    /** Its delivery is over: the copy may be removed. */
    void over(long sequence) {
        overBySequence.replace(sequence, true);
    }

    /** It stays as it is, and is to be read again. */
    void left(long sequence) {
        overBySequence.remove(sequence);
        next = Math.min(next, sequence);
    }

    /**
     * Copies that are over while an earlier one is not, so that they can only be removed one by
     * one. Forgets what it returns.
     */
    List<Long> takeScattered() {
        List<Long> scattered =
                overBySequence.entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey)
                        .toList();
        scattered.forEach(overBySequence::remove);
        return scattered;
    }

    /** How many copies are kept in mind. */
    int size() {
        return overBySequence.size();
    }

    /**
     * Up to which sequence, itself included, everything is over and can be removed at one go.
     * Forgets what it returns.
     */
    OptionalLong takeRemovable() {
        long removable = 0;
        while (!overBySequence.isEmpty()
                && overBySequence.firstEntry().getValue()
                && overBySequence.firstKey() < next) {
            removable = overBySequence.pollFirstEntry().getKey();
        }
        return removable == 0 ? OptionalLong.empty() : OptionalLong.of(removable);
    }
}
