package com.justfaas.router.simulation;

import com.justfaas.events.FunctionName;
import com.justfaas.events.codec.DeliveryRecord;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The backlog: a log for each function and tier, in one stream that tells repetitions by id. */
final class BacklogStream {

    /**
     * A copy.
     *
     * @param due not to be tried before
     */
    record Copy(long sequence, int tier, DeliveryRecord record, long due) {}

    private record Stored(long sequence, long at) {}

    private static final long DUPLICATE_WINDOW = 120 * VirtualTime.SECOND;

    private final VirtualTime time;
    private final Ledger ledger;
    private final TreeMap<Long, Copy> copies = new TreeMap<>();
    private final Map<String, Stored> ids = new HashMap<>();
    private long last;
    private boolean full;

    BacklogStream(VirtualTime time, Ledger ledger) {
        this.time = time;
        this.ledger = ledger;
    }

    void full(boolean isFull) {
        full = isFull;
    }

    long store(DeliveryRecord record, int tier, long due, String id) {
        Stored before = ids.get(id);
        if (before != null && time.now() - before.at() <= DUPLICATE_WINDOW) {
            return before.sequence();
        }
        if (full) {
            throw new Refusal("the backlog is full");
        }
        long sequence = ++last;
        copies.put(sequence, new Copy(sequence, tier, record, due));
        ids.put(id, new Stored(sequence, time.now()));
        ledger.copyStored(record);
        return sequence;
    }

    List<Copy> read(FunctionName function, int tier, long from, int most) {
        return copies.tailMap(from).values().stream()
                .filter(copy -> copy.tier() == tier && copy.record().function().equals(function))
                .limit(most)
                .toList();
    }

    void removeUpTo(FunctionName function, int tier, long sequence) {
        Iterator<Copy> old = copies.headMap(sequence, true).values().iterator();
        while (old.hasNext()) {
            Copy copy = old.next();
            if (copy.tier() == tier && copy.record().function().equals(function)) {
                old.remove();
                ledger.copyRemoved(copy.record());
            }
        }
    }

    void remove(long sequence) {
        Copy copy = copies.remove(sequence);
        if (copy != null) {
            ledger.copyRemoved(copy.record());
        }
    }

    /** In which tiers something waits for a function. */
    SortedSet<Integer> tiers(FunctionName function) {
        SortedSet<Integer> tiers = new TreeSet<>();
        for (Copy copy : copies.values()) {
            if (copy.record().function().equals(function)) {
                tiers.add(copy.tier());
            }
        }
        return tiers;
    }

    /** For whom something waits. */
    SortedSet<FunctionName> functions() {
        SortedSet<FunctionName> functions = new TreeSet<>();
        copies.values().forEach(copy -> functions.add(copy.record().function()));
        return functions;
    }

    boolean isEmpty() {
        return copies.isEmpty();
    }

    @Override
    public String toString() {
        return copies.values().stream()
                .map(
                        copy ->
                                "%d in tier %d: %s, attempts %d, due %s"
                                        .formatted(
                                                copy.sequence(),
                                                copy.tier(),
                                                Pair.of(copy.record()),
                                                copy.record().attempts(),
                                                VirtualTime.instant(copy.due())))
                .toList()
                .toString();
    }
}
