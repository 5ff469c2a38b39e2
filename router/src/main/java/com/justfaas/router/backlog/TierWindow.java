package com.justfaas.router.backlog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a reader knows of one tier of a function's backlog: which copies it has taken, which of
 * these are over, and up to where all are. Not for more than one thread at a time.
 */
final class TierWindow {

    private final TreeMap<Long, Boolean> overBySequence = new TreeMap<>();
    private final TreeSet<Long> left = new TreeSet<>();
    private long unread = 1;
    private long removed;

    /** From which sequence on to read; what {@link #isTaken} there is to be skipped. */
    long next() {
        return left.isEmpty() ? unread : left.first();
    }

    /** Whether {@link #next} lies behind copies that were taken. */
    boolean goesBack() {
        return !left.isEmpty();
    }

    /** Whether this copy was taken and not left since. */
    boolean isTaken(long sequence) {
        // what was removed may come up once more in an answer that was under way by then
        return sequence <= removed || overBySequence.containsKey(sequence);
    }

    /** A copy was read, and its delivery begins. */
    void taken(long sequence) {
        left.remove(sequence);
        overBySequence.put(sequence, false);
        unread = Math.max(unread, sequence + 1);
    }

    /** Its delivery is over: the copy may be removed. */
    void over(long sequence) {
        overBySequence.replace(sequence, true);
    }

    /** It stays as it is, and is to be read again. */
    void left(long sequence) {
        if (overBySequence.remove(sequence) != null) {
            left.add(sequence);
        }
    }

    /** It was left, and is not there any more: another reader of the same backlog removed it. */
    void gone(long sequence) {
        left.remove(sequence);
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

    /** How many copies are taken and not forgotten yet. */
    int size() {
        return overBySequence.size();
    }

    /**
     * Copies that are over, up to the first that is not: everything up to the last of them can be
     * removed at one go. Forgets what it returns.
     */
    List<Long> takeRemovable() {
        List<Long> removable = new ArrayList<>();
        while (!overBySequence.isEmpty()
                && overBySequence.firstEntry().getValue()
                && (left.isEmpty() || overBySequence.firstKey() < left.first())) {
            removed = overBySequence.pollFirstEntry().getKey();
            removable.add(removed);
        }
        return removable;
    }
}
