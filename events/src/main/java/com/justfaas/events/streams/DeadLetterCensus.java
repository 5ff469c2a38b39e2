package com.justfaas.events.streams;

import com.justfaas.events.FunctionName;
import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.streams.DeadLetterCounts.Group;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Counts dead letters by function and reason. The reason is in a header, so that counting means
 * reading (100,000 small ones took 3 s on a busy machine of two cores). What was counted is kept, a
 * number for each group, and holds until something is removed; what comes in addition is added.
 */
public final class DeadLetterCensus {

    private static final int BATCH = 512;
    private static final int MOST_GROUPS = 10_000;
    private static final Comparator<Group> LARGEST_FIRST =
            Comparator.comparingLong(Group::count)
                    .reversed()
                    .thenComparing(group -> group.function().map(FunctionName::toString).orElse(""))
                    .thenComparing(Group::reason);

    private record Key(Optional<FunctionName> function, DeadLetterReason reason) {}

    private final DeadLetters letters;
    private final Semaphore turn = new Semaphore(1, true);
    private final Map<Key, Long> counts = new HashMap<>();
    private DeadLetters.State seen = DeadLetters.State.NONE;
    private long position = 1;
    private boolean tooManyGroups;

    public DeadLetterCensus(DeadLetters letters) {
        this.letters = letters;
    }

    /**
     * The counts of now. When there is more to read than the time allows, the counts are of the
     * oldest, and the next call goes on from there.
     *
     * @throws StreamException when NATS is away
     */
    public DeadLetterCounts count(DeadLetterFilter filter, Duration longest) {
        try {
            // whoever waits here finds everything counted
            if (!turn.tryAcquire(longest.toMillis() + 5000, TimeUnit.MILLISECONDS)) {
                throw new StreamException("the dead letters are being counted for others");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamException("interrupted while waiting to count the dead letters");
        }
        try {
            boolean complete = goOn(longest);
            return new DeadLetterCounts(groups(filter), complete && !tooManyGroups);
        } finally {
            turn.release();
        }
    }

    private boolean goOn(Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        DeadLetters.State now = letters.state();
        if (!now.isContinuationOf(seen)) {
            counts.clear();
            position = 1;
            tooManyGroups = false;
        }
        seen = now;
        DeadLetterScan scan = letters.scan(DeadLetterFilter.ALL, position, now.last());
        while (!scan.isOver()) {
            scan.next(BATCH).forEach(this::add);
            position = scan.position();
            if (System.nanoTime() - end >= 0) {
                break;
            }
        }
        return scan.isOver();
    }

    private void add(DeadLetter letter) {
        Key key = new Key(letter.function(), letter.reason());
        if (counts.size() < MOST_GROUPS || counts.containsKey(key)) {
            counts.merge(key, 1L, Long::sum);
        } else {
            tooManyGroups = true;
        }
    }

    private List<Group> groups(DeadLetterFilter filter) {
        return counts.entrySet().stream()
                .filter(entry -> filter.matches(entry.getKey().function(), entry.getKey().reason()))
                .map(
                        entry ->
                                new Group(
                                        entry.getKey().function(),
                                        entry.getKey().reason(),
                                        entry.getValue()))
                .sorted(LARGEST_FIRST)
                .toList();
    }
}
