package com.justfaas.router.backlog;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names.Subjects.BacklogSubject;
import com.justfaas.events.streams.Backlog;
import com.justfaas.events.streams.BacklogEntry;
import com.justfaas.events.streams.BacklogPage;
import com.justfaas.events.streams.CopyPlace;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Knows where everybody's copies are. To find the next copy of one function the server walks past
 * those of all others, and when a thousand functions come back at once, each of their readers makes
 * it walk past everything. So, while many ask, each copy is fetched by its sequence. The sequences
 * are known from the news of what was stored, and where some of that was not heard, from the stream
 * itself, which is then read in its own order, once for all.
 *
 * <p>Measured with 100 copies for each of 1,000 functions, in microseconds of nats-server a copy:
 * 150-220 by function, 9 in order, 13 by its sequence.
 */
final class Survey {

    /** With fewer functions, the way from copy to copy is short. */
    private static final int MANY = 64;

    private static final int PAGE = 256;

    /** As many whole events may be in memory for each reader, and as many bytes, or one event. */
    private static final int MOST_AT_ONCE = 8;

    private static final int MOST_BYTES_AT_ONCE = 32 << 10;

    /** To read others' copies on the way costs as much as they are large, on average. */
    private static final int LARGE = 16 << 10;

    private static final Duration AFTER_LARGE = Duration.ofSeconds(10);

    /** Of sequences; where there are more, readers ask for themselves. */
    static final int MOST_KNOWN = 500_000;

    /** Who is down is probed more often than that. */
    private static final Duration UNASKED = Duration.ofSeconds(10);

    /** Of copies that lie behind one that was not heard of. */
    private static final int MOST_HEARD = 10_000;

    private static final Duration FORGET_AFTER = Duration.ofMinutes(1);

    /** For so long, it is taken for granted that whoever has had all has had all. */
    private static final Duration RAN_OUT = Duration.ofSeconds(2);

    /** When the server does not answer, who waits for the page in vain asks for itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Backlog backlog;
    private final Crowd crowd;
    private final Predicate<FunctionName> isOurs;
    private final int mostKnown;
    private final ReentrantLock reading = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<BacklogSubject, Known> known = new HashMap<>();
    private final TreeMap<Long, CopyPlace> heard = new TreeMap<>();
    private long usedAt = System.nanoTime() - FORGET_AFTER.toNanos();
    private int sequences;
    private long next = 1;
    private long droppedAt = usedAt;
    private volatile long largeUntil = usedAt;

    private record Place(long sequence, int size) {}

    /** Where one tier's copies are that its reader has not taken yet. */
    private static final class Known {
        private final ArrayDeque<Place> places = new ArrayDeque<>();

        /** What lies before was taken, and is not known any more. */
        private long from;

        private long askedAt = System.nanoTime();
        private long hadSomeAt = askedAt;

        /** Whether it has had something a moment ago: to ask the stream each time costs more. */
        private boolean hasRunOut(boolean hasSome) {
            hadSomeAt = hasSome ? askedAt : hadSomeAt;
            return askedAt - hadSomeAt < RAN_OUT.toNanos();
        }

        private List<Long> first(int most) {
            List<Long> first = new ArrayList<>();
            long bytes = 0;
            for (Place place : places) {
                bytes += place.size();
                if (first.size() == most || (!first.isEmpty() && bytes > MOST_BYTES_AT_ONCE)) {
                    break;
                }
                first.add(place.sequence());
            }
            return first;
        }
    }

    /**
     * @param isOurs whose copies are of use here; when that changes, {@link #forget} is to be
     *     called
     * @param mostKnown of how many copies to know at most, or a page more
     */
    Survey(Backlog backlog, Crowd crowd, Predicate<FunctionName> isOurs, int mostKnown) {
        this.backlog = backlog;
        this.crowd = crowd;
        this.isOurs = isOurs;
        this.mostKnown = mostKnown;
    }

    /** To be called now and then: what was not used for a while is forgotten. */
    void tidy() {
        if (!inUse()) {
            forget();
        }
    }

    /** Forgets everything, and will read it again. */
    void forget() {
        lock.lock();
        try {
            known.clear();
            heard.clear();
            sequences = 0;
            next = 1;
        } finally {
            lock.unlock();
        }
    }

    private boolean inUse() {
        lock.lock();
        try {
            return System.nanoTime() - usedAt < FORGET_AFTER.toNanos();
        } finally {
            lock.unlock();
        }
    }

    /** A copy was stored. */
    void hear(CopyPlace copy) {
        lock.lock();
        try {
            if (copy.sequence() < next || !inUse()) {
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

    /**
     * The copies of one tier from a sequence on.
     *
     * @param most how many at most
     * @return empty when that is not known here: then the reader has to ask the stream itself
     */
    Optional<List<BacklogEntry>> find(BacklogSubject at, long from, int most) {
        while (crowd.size() >= MANY && isOurs.test(at.function())) {
            List<Long> wanted;
            long end;
            boolean ranOut;
            lock.lock();
            try {
                usedAt = System.nanoTime();
                Known mine = known.computeIfAbsent(at, a -> new Known());
                if (from < mine.from) {
                    return Optional.empty();
                }
                mine.askedAt = usedAt;
                forgetBefore(mine, from);
                wanted = mine.first(Math.min(most, MOST_AT_ONCE));
                end = next;
                ranOut = mine.hasRunOut(!wanted.isEmpty());
                if (wanted.isEmpty() && (isLarge() || isFull())) {
                    return Optional.empty();
                }
            } finally {
                lock.unlock();
            }
            if (!wanted.isEmpty()) {
                return fetch(at, wanted);
            }
            if (!lockForReading()) {
                return Optional.empty();
            }
            try {
                if (!readOn(end)) {
                    return ranOut ? Optional.of(List.of()) : Optional.empty();
                }
            } finally {
                reading.unlock();
            }
        }
        return Optional.empty();
    }

    /** Full of what nobody asks for, because it is paused say, it would be of no use any more. */
    private boolean isFull() {
        long now = System.nanoTime();
        if (sequences >= mostKnown && now - droppedAt > UNASKED.toNanos() / 10) {
            droppedAt = now;
            for (Known each : known.values()) {
                if (now - each.askedAt > UNASKED.toNanos()) {
                    sequences -= each.places.size();
                    each.places.clear();
                    each.from = next;
                }
            }
        }
        return sequences >= mostKnown;
    }

    private void forgetBefore(Known mine, long from) {
        mine.from = from;
        while (!mine.places.isEmpty() && mine.places.peekFirst().sequence() < from) {
            mine.places.removeFirst();
            sequences--;
        }
    }

    /** Reads a page, unless another has by now; returns whether there is something new. */
    private boolean readOn(long end) {
        if (end != nextToRead()) {
            return true;
        }
        BacklogPage page = backlog.page(end, PAGE);
        lock.lock();
        try {
            if (next == end) {
                page.copies().forEach(this::add);
                next = page.next();
                heard.headMap(next).clear();
                takeHeard();
                noteLarge(page);
            }
        } finally {
            lock.unlock();
        }
        return page.next() > end;
    }

    private boolean lockForReading() {
        try {
            return reading.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private long nextToRead() {
        lock.lock();
        try {
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void noteLarge(BacklogPage page) {
        long bytes = page.copies().stream().mapToLong(CopyPlace::size).sum();
        if (bytes > (long) LARGE * page.copies().size()) {
            largeUntil = System.nanoTime() + AFTER_LARGE.toNanos();
        }
    }

    private boolean isLarge() {
        return System.nanoTime() - largeUntil < 0;
    }

    /** What was heard without a gap need not be read. */
    private void takeHeard() {
        while (!heard.isEmpty() && heard.firstKey() == next && !isFull()) {
            add(heard.pollFirstEntry().getValue());
            next++;
        }
    }

    private void add(CopyPlace copy) {
        if (!isOurs.test(copy.at().function())) {
            return;
        }
        Known owner = known.computeIfAbsent(copy.at(), a -> new Known());
        if (copy.sequence() >= owner.from) {
            owner.places.add(new Place(copy.sequence(), copy.size()));
            sequences++;
        }
    }

    private Optional<List<BacklogEntry>> fetch(BacklogSubject at, List<Long> wanted) {
        List<BacklogEntry> entries = new ArrayList<>(wanted.size());
        for (Optional<BacklogEntry> entry : backlog.readEach(at, wanted)) {
            if (entry.isEmpty()) {
                break; // what comes behind it, the stream itself must say
            }
            entries.add(entry.get());
        }
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries);
    }
}
