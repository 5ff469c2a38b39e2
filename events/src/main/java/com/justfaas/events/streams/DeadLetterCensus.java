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
import java.util.function.LongSupplier;

/**
 * Counts dead letters by function and reason. The reason is in a header, so that counting means
 * reading (100,000 small ones took 3 s on a busy machine of two cores). What was counted is kept, a
 * number for each group, and holds until something is removed; what comes in addition is added.
 */
public final class DeadLetterCensus {

    private static final int BATCH = 512;
    private static final int MOST_GROUPS = 10_000;
    private static final Duration CHEAP = Duration.ofMillis(500);
    private static final int RESTS_PER_COUNT = 5;
    private static final Duration LONGEST_REST = Duration.ofSeconds(30);
    private static final Comparator<Group> LARGEST_FIRST =
            Comparator.comparingLong(Group::count)
                    .reversed()
                    .thenComparing(group -> group.function().map(FunctionName::toString).orElse(""))
                    .thenComparing(Group::reason);

    private record Key(Optional<FunctionName> function, DeadLetterReason reason) {}

    private final DeadLetters letters;
    private final Semaphore turn = new Semaphore(1, true);
    private final Map<Key, Long> counts = new HashMap<>();
    private volatile Map<Key, Long> counted = Map.of();
    private DeadLetters.State seen = DeadLetters.State.NONE;
    private long position = 1;
    private boolean tooManyGroups;
    private final LongSupplier nanoTime;
    private long spent;
    private long restUntil;

    public DeadLetterCensus(DeadLetters letters) {
        this(letters, System::nanoTime);
    }

    DeadLetterCensus(DeadLetters letters, LongSupplier nanoTime) {
        this.letters = letters;
        this.nanoTime = nanoTime;
        this.restUntil = nanoTime.getAsLong();
    }

    /**
     * The counts of now. They are not complete when there is more to read than the time allows:
     * then they are of the oldest, and the next call goes on from there; nor when others count all
     * the while, or something was removed soon after a count that took long: then they are of
     * before.
     *
     * @throws StreamException when NATS is away
     */
    public DeadLetterCounts count(DeadLetterFilter filter, Duration longest) {
        boolean complete = false;
        if (isMyTurn(longest)) {
            try {
                complete = goOn(longest) && !tooManyGroups;
                counted = Map.copyOf(counts);
            } finally {
                turn.release();
            }
        }
        return new DeadLetterCounts(groups(filter), complete);
    }

    private boolean isMyTurn(Duration longest) {
        try {
            return turn.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamException("interrupted while waiting to count the dead letters");
        }
    }

    private boolean goOn(Duration longest) {
        long began = nanoTime.getAsLong();
        DeadLetters.State now = letters.state();
        if (!now.isContinuationOf(seen)) {
            if (began - restUntil < 0) {
                return false;
            }
            forget();
        }
        seen = now;
        DeadLetterScan scan = letters.scan(DeadLetterFilter.ALL, position, now.last());
        long spentNow = 0;
        while (!scan.isOver() && (spentNow == 0 || spentNow < longest.toNanos())) {
            scan.next(BATCH).forEach(this::add);
            position = scan.position();
            spentNow = nanoTime.getAsLong() - began;
        }
        rest(spentNow);
        return scan.isOver();
    }

    private void forget() {
        counts.clear();
        position = 1;
        tooManyGroups = false;
        spent = 0;
    }

    /** Whoever looks every second at a large stream must not keep a processor busy with it. */
    private void rest(long spentNow) {
        spent += spentNow;
        long rest = spent < CHEAP.toNanos() ? 0 : spent * RESTS_PER_COUNT;
        restUntil = nanoTime.getAsLong() + Math.min(rest, LONGEST_REST.toNanos());
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
        return counted.entrySet().stream()
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
