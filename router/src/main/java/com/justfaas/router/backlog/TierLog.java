package com.justfaas.router.backlog;

import com.justfaas.events.Names.Subjects.BacklogSubject;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.streams.Backlog;
import com.justfaas.events.streams.BacklogEntry;
import com.justfaas.router.delivery.Hold;
import com.justfaas.router.engine.LargeEvents;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One tier of a function's backlog as its reader sees it: reads ahead, and removes what is over.
 */
final class TierLog {

    /** With so many copies in mind, those that are over are removed one by one. */
    private static final int CROWDED = 256;

    /**
     * When there are few, or so many of others between two, they are removed one by one. A purge
     * walks past all of those: measured, 0.06 microseconds of nats-server for each, and 22 to
     * remove one.
     */
    private static final int FEW = 8;

    private static final int FAR = 256;

    private final Survey survey;
    private final Backlog backlog;
    private final BacklogSubject at;
    private final Instant streamMade;
    private final ReentrantLock lock = new ReentrantLock();
    private final TierWindow window = new TierWindow();
    private final ArrayDeque<BacklogEntry> ahead = new ArrayDeque<>();
    private final ArrayDeque<Long> unremoved = new ArrayDeque<>();
    private Instant readAt = Instant.MIN;
    private boolean atEnd;
    private final ArrayDeque<Long> removable = new ArrayDeque<>();

    /**
     * @param streamMade when the stream was made that is read
     */
    TierLog(Survey survey, Backlog backlog, BacklogSubject at, Instant streamMade) {
        this.streamMade = streamMade;
        this.survey = survey;
        this.backlog = backlog;
        this.at = at;
    }

    int tier() {
        return at.tier();
    }

    /** What keeps one of its copies. */
    Hold.Copy hold(long sequence) {
        return new Hold.Copy(at.tier(), sequence, streamMade);
    }

    /** The next copy that was not taken yet, without taking it; reads when it must. */
    Optional<BacklogEntry> peek(int batch, Instant now) {
        lock.lock();
        try {
            if (!ahead.isEmpty() && !isStale(ahead.peekFirst(), now)) {
                return Optional.of(ahead.peekFirst());
            }
            if (ahead.isEmpty() && atEnd) {
                return Optional.empty();
            }
        } finally {
            lock.unlock();
        }
        return read(batch, now);
    }

    /** Something may have been put into it: its end is to be looked for again. */
    void mayHaveMore() {
        lock.lock();
        try {
            atEnd = false;
        } finally {
            lock.unlock();
        }
    }

    /** Until it falls due a copy may guard an attempt, and goes when that has come to its end. */
    private boolean isStale(BacklogEntry entry, Instant now) {
        return entry.due().isAfter(readAt) && !entry.due().isAfter(now);
    }

    private Optional<BacklogEntry> read(int batch, Instant now) {
        long from = locked(window::next);
        boolean back = locked(window::goesBack);
        // what was left lies behind copies that are still taken: read past those as well
        int most = back ? batch + locked(window::size) : batch;
        Optional<List<BacklogEntry>> surveyed =
                back ? Optional.empty() : survey.find(at, from, most);
        List<BacklogEntry> entries =
                surveyed.orElseGet(() -> backlog.read(at.function(), at.tier(), from, most));
        lock.lock();
        try {
            // that there is nothing proves nothing: a replica of the stream may lag behind
            if (!entries.isEmpty() && entries.getFirst().sequence() > from) {
                window.gone(from);
            }
            if (from == window.next()) {
                readAt = now;
                ahead.clear();
                entries.stream()
                        .filter(entry -> !window.isTaken(entry.sequence()))
                        .filter(entry -> !unremoved.contains(entry.sequence()))
                        .limit(batch)
                        .map(entry -> light(entry, now))
                        .forEach(ahead::add);
                atEnd = ahead.isEmpty();
            }
            return Optional.ofNullable(ahead.peekFirst());
        } finally {
            lock.unlock();
        }
    }

    /**
     * What is not due is read again when it is, and as many large ones as there are readers would
     * fill the memory, however few each of them has.
     */
    private static BacklogEntry light(BacklogEntry entry, Instant now) {
        return entry.due().isAfter(now) || entry.size() >= LargeEvents.LARGE
                ? entry.withoutData()
                : entry;
    }

    /** All of what {@link #peek} showed without its data; empty when it is not there any more. */
    Optional<DeliveryRecord> whole(BacklogEntry shown) {
        Optional<DeliveryRecord> whole =
                backlog.readEach(at, List.of(shown.sequence()), shown.size())
                        .getFirst()
                        .flatMap(BacklogEntry::record);
        if (whole.isEmpty()) {
            forgetAhead();
        }
        return whole;
    }

    /** What was read ahead is to be read again. */
    void forgetAhead() {
        lock.lock();
        try {
            atEnd &= ahead.isEmpty();
            ahead.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Takes what {@link #peek} showed; empty when it is not the next one any more. */
    Optional<BacklogEntry> take(BacklogEntry shown) {
        lock.lock();
        try {
            BacklogEntry first = ahead.peekFirst();
            if (first == null || first.sequence() != shown.sequence()) {
                return Optional.empty();
            }
            ahead.removeFirst();
            window.taken(first.sequence());
            return Optional.of(first);
        } finally {
            lock.unlock();
        }
    }

    void over(long sequence) {
        lock.lock();
        try {
            window.over(sequence);
        } finally {
            lock.unlock();
        }
    }

    void left(long sequence) {
        lock.lock();
        try {
            window.left(sequence);
            ahead.clear();
            atEnd = false;
        } finally {
            lock.unlock();
        }
    }

    /** How many copies were taken and are not removed yet. */
    int taken() {
        return locked(window::size) + unremoved.size() + removable.size();
    }

    /** When the event of the first copy that was read ahead was accepted. */
    Optional<Instant> oldest() {
        lock.lock();
        try {
            return Optional.ofNullable(ahead.peekFirst())
                    .flatMap(BacklogEntry::record)
                    .map(DeliveryRecord::acceptedAt);
        } finally {
            lock.unlock();
        }
    }

    /** Removes what is over; what could not be removed is removed the next time. */
    void flush() {
        removable.addAll(locked(window::takeRemovable));
        if (!removable.isEmpty()) {
            long between = removable.peekLast() - removable.peekFirst();
            if (removable.size() < FEW || between > (long) FAR * removable.size()) {
                backlog.removeEach(List.copyOf(removable), streamMade);
            } else {
                backlog.removeUpTo(at, removable.peekLast(), streamMade);
            }
            removable.clear();
        }
        if (locked(window::size) > CROWDED) {
            flushAll();
        }
    }

    /** Removes what is over one by one, whether or not something before it was left. */
    void flushAll() {
        unremoved.addAll(locked(window::takeScattered));
        if (!unremoved.isEmpty()) {
            backlog.removeEach(List.copyOf(unremoved), streamMade);
            unremoved.clear();
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
