package com.justfaas.router.backlog;

import com.justfaas.events.Names.Subjects.BacklogSubject;
import com.justfaas.events.streams.Backlog;
import com.justfaas.events.streams.BacklogEntry;
import com.justfaas.events.streams.BacklogPage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads the backlog in its own order, once for all readers. To find the next copy of one function
 * the server walks past those of all others, and when a thousand functions come back at once, each
 * of their readers makes it walk past everything. So, while many ask, pages are read instead. What
 * was read a moment ago is at hand; of what was read before, the sequence is known.
 *
 * <p>Measured with 100 copies for each of 1,000 functions, in microseconds of nats-server a copy:
 * 150-220 by function, 9 in order, 13 by its sequence.
 */
final class Survey {

    /** With fewer functions, the way from copy to copy is short. */
    private static final int MANY = 64;

    private static final int PAGE = 256;

    /** Copies larger than this on average are read once, and by those who want them. */
    private static final int LARGE = 16 << 10;

    /** Of sequences; where there are more, readers ask for themselves. */
    private static final int MOST_KNOWN = 500_000;

    /** By then another replica may have taken a function over, and delivered its copies. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private static final Duration FORGET_AFTER = Duration.ofSeconds(10);

    private final Backlog backlog;
    private final Crowd crowd;
    private final ReentrantLock reading = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<BacklogSubject, Known> known = new HashMap<>();
    private final KeptCopies kept = new KeptCopies();
    private long usedAt = System.nanoTime();
    private int sequences;
    private long next = 1;
    private volatile boolean tooLarge;

    /** What was found: copies in order, as they were at a time. */
    record Found(List<BacklogEntry> entries, Instant readAt) {}

    /** The sequences of one tier's copies that were read and not asked for yet. */
    private static final class Known {
        private final ArrayDeque<Long> sequences = new ArrayDeque<>();

        /** What lies before was asked for once, and is not known any more. */
        private long from;
    }

    Survey(Backlog backlog, Crowd crowd) {
        this.backlog = backlog;
        this.crowd = crowd;
    }

    /** To be called now and then: what was not used for a while is forgotten. */
    void tidy() {
        lock.lock();
        try {
            if (System.nanoTime() - usedAt > FORGET_AFTER.toNanos()) {
                known.clear();
                kept.clear();
                sequences = 0;
                next = 1;
                tooLarge = false;
            }
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
    Optional<Found> find(BacklogSubject at, long from, int most, Instant now) {
        while (crowd.size() >= MANY && !tooLarge) {
            List<Long> wanted;
            long end;
            lock.lock();
            try {
                usedAt = System.nanoTime();
                Known mine = known.computeIfAbsent(at, a -> new Known());
                if (from < mine.from) {
                    return Optional.empty();
                }
                forgetBefore(mine, from);
                wanted = mine.sequences.stream().limit(most).toList();
                end = next;
                if (wanted.isEmpty() && sequences >= MOST_KNOWN) {
                    return Optional.empty();
                }
            } finally {
                lock.unlock();
            }
            if (!wanted.isEmpty()) {
                return fetch(at, wanted, now);
            }
            if (!readOn(end, now)) {
                return Optional.of(new Found(List.of(), now));
            }
        }
        return Optional.empty();
    }

    private void forgetBefore(Known mine, long from) {
        mine.from = from;
        while (!mine.sequences.isEmpty() && mine.sequences.peekFirst() < from) {
            mine.sequences.removeFirst();
            sequences--;
        }
    }

    /** Reads a page, unless another has by now; returns whether there is something new. */
    private boolean readOn(long end, Instant readAt) {
        reading.lock();
        try {
            if (end != nextToRead()) {
                return true;
            }
            BacklogPage page = backlog.page(end, PAGE);
            lock.lock();
            try {
                if (next != end) {
                    return true; // it was forgotten meanwhile
                }
                next = page.next();
                page.copies().forEach(copy -> add(copy, readAt));
                tooLarge = bytes(page) > (long) LARGE * page.copies().size();
            } finally {
                lock.unlock();
            }
            return page.next() > end;
        } finally {
            reading.unlock();
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

    private static long bytes(BacklogPage page) {
        return page.copies().stream().mapToLong(BacklogPage.Copy::size).sum();
    }

    private void add(BacklogPage.Copy copy, Instant readAt) {
        Known owner = known.computeIfAbsent(copy.at(), a -> new Known());
        if (copy.sequence() < owner.from) {
            return;
        }
        owner.sequences.add(copy.sequence());
        sequences++;
        kept.add(copy, readAt);
    }

    private Optional<Found> fetch(BacklogSubject at, List<Long> wanted, Instant now) {
        Map<Long, BacklogEntry> found = new HashMap<>();
        Instant oldest = now;
        for (KeptCopies.Kept copy : takeKept(wanted)) {
            BacklogEntry entry = copy.copy().entry().get();
            // until it falls due a copy may guard an attempt, and goes when that is over
            boolean fellDue = entry.due().isAfter(copy.readAt()) && !entry.due().isAfter(now);
            if (!fellDue && now.isBefore(copy.readAt().plus(FRESH))) {
                found.put(entry.sequence(), entry);
                oldest = copy.readAt().isBefore(oldest) ? copy.readAt() : oldest;
            }
        }
        List<Long> missing = wanted.stream().filter(s -> !found.containsKey(s)).toList();
        if (!missing.isEmpty()) {
            backlog.readEach(at.function(), missing)
                    .forEach(e -> e.ifPresent(entry -> found.put(entry.sequence(), entry)));
        }
        // behind one that is not there, the stream itself must say what comes next
        List<BacklogEntry> entries =
                wanted.stream().takeWhile(found::containsKey).map(found::get).toList();
        return entries.isEmpty() ? Optional.empty() : Optional.of(new Found(entries, oldest));
    }

    private List<KeptCopies.Kept> takeKept(List<Long> wanted) {
        lock.lock();
        try {
            return kept.take(wanted);
        } finally {
            lock.unlock();
        }
    }
}
