package com.justfaas.router.backlog;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names.Subjects.BacklogSubject;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.streams.Backlog;
import com.justfaas.events.streams.BacklogEntry;
import com.justfaas.router.delivery.Hold;
import com.justfaas.router.engine.Keeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** One function's backlog as its reader sees it: the tiers that there are, and what is next. */
final class FunctionLog {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** To read is work for the server: a flood of news is acted upon at one go. */
    private static final Duration HEAR_EVERY = Duration.ofMillis(100);

    private static final Duration AGE_EVERY = Duration.ofSeconds(5);

    /** Most copies of a tier that are taken and not removed: more would fill the memory. */
    private static final int MOST_TAKEN = 1024;

    private final Clock clock;
    private final Backlog backlog;
    private final FunctionName function;
    private final Instant streamMade;
    private final Supplier<Set<Integer>> listed;
    private final Survey survey;
    private final Set<Integer> news = ConcurrentHashMap.newKeySet();
    private final Set<Integer> heard = new HashSet<>();
    private final Map<Integer, TierLog> tiers = new TreeMap<>();
    private volatile Optional<Instant> oldest = Optional.empty();
    private long lookedAt = System.nanoTime() - LOOK_EVERY.toNanos();
    private long heardAt = lookedAt;
    private long agedAt;

    /**
     * @param streamMade when the stream was made that is read
     * @param listed the tiers that there were a moment ago, for less than a question to the server
     */
    FunctionLog(
            Backlog backlog,
            Survey survey,
            FunctionName function,
            Instant streamMade,
            Supplier<Set<Integer>> listed,
            Clock clock) {
        this.streamMade = streamMade;
        this.survey = survey;
        this.listed = listed;
        this.clock = clock;
        this.backlog = backlog;
        this.function = function;
    }

    /**
     * A copy that was not taken yet.
     *
     * @param tier where it is
     */
    record Next(TierLog tier, BacklogEntry entry) {

        /** Its delivery, the event's data included; empty when it is not there any more. */
        Optional<DeliveryRecord> record() {
            return entry.isWhole() ? entry.record() : tier.whole(entry);
        }

        /** Takes it; false when it is not the next one any more. */
        boolean take() {
            return tier.take(entry).isPresent();
        }

        /** For its delivery, once it was taken. */
        Keeper keeper() {
            return new Keeper() {
                @Override
                public void release() {
                    tier.over(entry.sequence());
                }

                @Override
                public void leave() {
                    tier.left(entry.sequence());
                }

                @Override
                public Hold hold() {
                    return tier.hold(entry.sequence());
                }
            };
        }
    }

    /** Something was put into a tier. */
    void hasNews(int tier) {
        news.add(tier);
    }

    /** Whether there is news that {@link #look} has not acted upon yet. */
    boolean isBehind() {
        return !news.isEmpty();
    }

    /** Finds out which tiers there are, when that is due; returns whether there are any. */
    boolean look() {
        long now = System.nanoTime();
        if (isBehind() && now - heardAt > HEAR_EVERY.toNanos()) {
            heardAt = now;
            hear();
        }
        if (now - lookedAt > LOOK_EVERY.toNanos()) {
            lookedAt = now;
            follow(listed.get());
        }
        if (now - agedAt > AGE_EVERY.toNanos()) {
            agedAt = now;
            tiers.values().forEach(log -> log.peek(1, clock.instant()));
            oldest =
                    tiers.values().stream()
                            .flatMap(log -> log.oldest().stream())
                            .min(Instant::compareTo);
        }
        return isBehind() || !tiers.isEmpty();
    }

    private void hear() {
        for (Integer tier : List.copyOf(news)) {
            news.remove(tier); // before it is looked at: what is put there meanwhile is news again
            heard.add(tier);
            tier(tier).mayHaveMore();
        }
    }

    private void follow(Set<Integer> waiting) {
        waiting.forEach(tier -> tier(tier).mayHaveMore());
        tiers.values()
                .removeIf(
                        log ->
                                !waiting.contains(log.tier())
                                        && !heard.contains(log.tier())
                                        && log.taken() == 0);
        heard.clear(); // the next list has it, if it is still there
    }

    private TierLog tier(int tier) {
        return tiers.computeIfAbsent(
                tier,
                t -> new TierLog(survey, backlog, new BacklogSubject(function, t), streamMade));
    }

    /** When the oldest event at the head of a tier was accepted, as of some seconds ago. */
    Optional<Instant> oldest() {
        return oldest;
    }

    /** The copy that falls due first, due or not. */
    Optional<Next> next(int batch) {
        Instant at = clock.instant();
        Next first = null;
        for (TierLog tier : tiers.values()) {
            if (tier.taken() >= MOST_TAKEN) {
                continue;
            }
            Optional<BacklogEntry> entry = tier.peek(Math.max(1, batch / tiers.size()), at);
            if (entry.isPresent()
                    && (first == null || entry.get().due().isBefore(first.entry().due()))) {
                first = new Next(tier, entry.get());
            }
        }
        return Optional.ofNullable(first);
    }

    /** What was read ahead is to be read again: it takes memory, or may be out of date. */
    void forgetAhead() {
        tiers.values().forEach(TierLog::forgetAhead);
    }

    /** How many copies were taken and are not removed yet. */
    int taken() {
        return tiers.values().stream().mapToInt(TierLog::taken).sum();
    }

    /** Removes what is over. */
    void flush() {
        tiers.values().forEach(TierLog::flush);
    }

    /** Removes what is over, whether or not something before it was left: another reads that. */
    void flushAll() {
        tiers.values().forEach(TierLog::flushAll);
    }
}
