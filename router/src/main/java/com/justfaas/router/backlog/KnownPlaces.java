package com.justfaas.router.backlog;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names.Subjects.BacklogSubject;
import com.justfaas.events.streams.BacklogPage;
import com.justfaas.events.streams.CopyPlace;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Where our functions' copies are, as far as that is known without a gap: from pages of the stream
 * that were read in order, and from news of what was stored behind them.
 */
final class KnownPlaces {

    private static final int MOST_BYTES_AT_ONCE = 32 << 10;

    /** Who is down is probed more often than that. */
    private static final Duration UNASKED = Duration.ofSeconds(10);

    /** Of copies that lie behind one that was not heard of. */
    private static final int MOST_HEARD = 10_000;

    private static final Duration FORGET_AFTER = Duration.ofMinutes(1);

    /** For so long, it is taken for granted that whoever has had all has had all. */
    private static final Duration RAN_OUT = Duration.ofSeconds(2);

    private final Predicate<FunctionName> isOurs;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<BacklogSubject, Tier> tiers = new HashMap<>();
    private final TreeMap<Long, CopyPlace> heard = new TreeMap<>();
    private long askedAt = System.nanoTime() - FORGET_AFTER.toNanos();
    private long droppedAt = askedAt;
    private int size;
    private long end = 1;

    /**
     * What is known of one tier.
     *
     * @param sequences of its next copies, as many as may be fetched at a time
     * @param bytes how large they are together
     * @param isGap whether something before may be there that is not known
     * @param ranOut whether it has had something a moment ago: to ask the stream costs more
     * @param end of the stream, as far as it is known
     */
    record Next(List<Long> sequences, long bytes, boolean isGap, boolean ranOut, long end) {}

    private record Place(long sequence, int size) {}

    /** Those copies of a tier that its reader has not taken yet. */
    private static final class Tier {
        private final ArrayDeque<Place> places = new ArrayDeque<>();

        /** What lies before was taken, and is not known any more. */
        private long from;

        private long askedAt = System.nanoTime();
        private long hadSomeAt = askedAt;

        private Next next(int most, boolean ranOut, long end) {
            List<Long> sequences = new ArrayList<>();
            long bytes = 0;
            for (Place place : places) {
                boolean isTooMuch = bytes + place.size() > MOST_BYTES_AT_ONCE;
                if (sequences.size() == most || (!sequences.isEmpty() && isTooMuch)) {
                    break;
                }
                bytes += place.size();
                sequences.add(place.sequence());
            }
            return new Next(sequences, bytes, false, ranOut, end);
        }
    }

    /**
     * @param isOurs whose copies are of use here; when that changes, {@link #forget} is to be
     *     called
     * @param most of how many copies to know at most, or a page more
     */
    KnownPlaces(Predicate<FunctionName> isOurs, int most) {
        this.isOurs = isOurs;
        this.most = most;
    }

    /** Forgets everything when nobody has asked for a while. */
    void forgetUnused() {
        if (!locked(this::isInUse)) {
            forget();
        }
    }

    /** Forgets everything: all is to be read again. */
    void forget() {
        locked(
                () -> {
                    tiers.clear();
                    heard.clear();
                    size = 0;
                    end = 1;
                    return true;
                });
    }

    private boolean isInUse() {
        return System.nanoTime() - askedAt < FORGET_AFTER.toNanos();
    }

    /** A copy was stored. */
    void hear(CopyPlace copy) {
        lock.lock();
        try {
            if (copy.sequence() < end || !isInUse()) {
                return;
            }
            if (heard.size() >= MOST_HEARD) {
                heard.clear(); // it will be read
            }
            heard.put(copy.sequence(), copy);
            takeHeard();
        } finally {
            lock.unlock();
        }
    }

    /** A page was read that begins at the end; of no use when that has moved meanwhile. */
    void read(long from, BacklogPage page) {
        lock.lock();
        try {
            if (end == from) {
                page.copies().forEach(this::add);
                end = page.next();
                heard.headMap(end).clear();
                takeHeard();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Up to where, exclusively, the stream is known. */
    long end() {
        return locked(() -> end);
    }

    /**
     * The next copies of one tier, from a sequence on: what lies before is not asked for again.
     *
     * @param most how many at most
     */
    Next next(BacklogSubject at, long from, int most) {
        lock.lock();
        try {
            askedAt = System.nanoTime();
            Tier tier = tiers.computeIfAbsent(at, a -> new Tier());
            if (from < tier.from) {
                return new Next(List.of(), 0, true, false, end);
            }
            tier.askedAt = askedAt;
            forgetBefore(tier, from);
            tier.hadSomeAt = tier.places.isEmpty() ? tier.hadSomeAt : askedAt;
            return tier.next(most, askedAt - tier.hadSomeAt < RAN_OUT.toNanos(), end);
        } finally {
            lock.unlock();
        }
    }

    private void forgetBefore(Tier tier, long from) {
        tier.from = from;
        while (!tier.places.isEmpty() && tier.places.peekFirst().sequence() < from) {
            tier.places.removeFirst();
            size--;
        }
    }

    /** Whether there is no room for more; what nobody asks for, because it is paused say, goes. */
    boolean isFull() {
        lock.lock();
        try {
            long now = System.nanoTime();
            if (size >= most && now - droppedAt > UNASKED.toNanos() / 10) {
                droppedAt = now;
                tiers.values().stream()
                        .filter(tier -> now - tier.askedAt > UNASKED.toNanos())
                        .forEach(this::drop);
            }
            return size >= most;
        } finally {
            lock.unlock();
        }
    }

    private void drop(Tier tier) {
        size -= tier.places.size();
        tier.places.clear();
        tier.from = end;
    }

    /** What was heard without a gap need not be read. */
    private void takeHeard() {
        while (!heard.isEmpty() && heard.firstKey() == end && !isFull()) {
            add(heard.pollFirstEntry().getValue());
            end++;
        }
    }

    private void add(CopyPlace copy) {
        if (!isOurs.test(copy.at().function())) {
            return;
        }
        Tier tier = tiers.computeIfAbsent(copy.at(), a -> new Tier());
        if (copy.sequence() >= tier.from) {
            tier.places.add(new Place(copy.sequence(), copy.size()));
            size++;
        }
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
