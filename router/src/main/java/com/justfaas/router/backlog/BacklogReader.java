package com.justfaas.router.backlog;

import com.justfaas.events.FunctionName;
import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.streams.Backlog;
import com.justfaas.events.streams.BacklogEntry;
import com.justfaas.events.streams.StreamException;
import com.justfaas.router.delivery.DeliveryState.Ending;
import com.justfaas.router.delivery.Hold;
import com.justfaas.router.delivery.Verdicts;
import com.justfaas.router.engine.Engine;
import com.justfaas.router.engine.Keeper;
import com.justfaas.router.engine.Lane;
import com.justfaas.router.engine.Lanes;
import com.justfaas.router.functions.FunctionSnapshot;
import com.justfaas.router.functions.KnownFunction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one function's backlog on a thread of its own: takes each copy that is due to the
 * function's lane, and removes it when it is over. Ends by itself when nothing waits any more.
 */
final class BacklogReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BacklogReader.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration FLUSH_EVERY = Duration.ofMillis(100);
    private static final Duration UNKNOWN_FOR = Duration.ofMinutes(1);
    private static final int LARGEST_BATCH = 64;
    private static final int MOST_TAKEN = 1024;

    private final FunctionName name;
    private final Supplier<FunctionSnapshot> functions;
    private final Backlog backlog;
    private final Lanes lanes;
    private final Engine engine;
    private final Clock clock;
    private final Map<Integer, TierLog> tiers = new TreeMap<>();
    private final Semaphore wakes = new Semaphore(0);
    private final Thread thread;
    private final Instant startedAt;
    private volatile boolean closed;
    private volatile @Nullable Instant oldest;
    private boolean known;
    private long flushedAt = System.nanoTime();
    private long lookedAt;

    BacklogReader(
            FunctionName name,
            Supplier<FunctionSnapshot> functions,
            Backlog backlog,
            Lanes lanes,
            Engine engine,
            Clock clock) {
        this.name = name;
        this.functions = functions;
        this.backlog = backlog;
        this.lanes = lanes;
        this.engine = engine;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.thread = Thread.ofVirtual().name("backlog-" + name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Something was put into the backlog, or the function has changed. */
    void wake() {
        if (wakes.availablePermits() == 0) {
            wakes.release();
        }
    }

    boolean isRunning() {
        return thread.isAlive();
    }

    /** When the oldest copy at the head of a tier was accepted, as far as that was read. */
    Optional<Instant> oldest() {
        return Optional.ofNullable(oldest);
    }

    private void run() {
        try {
            while (!closed && round()) {
                // a round at a time
            }
            while (taken() > 0) {
                // what is in flight ends within its timeout, and nobody else can remove it
                pause(FLUSH_EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StreamException e) {
            LOG.atDebug().addKeyValue("function", name).setCause(e).log("the reader ends");
        }
    }

    /** Returns whether to go on. */
    private boolean round() throws InterruptedException {
        try {
            flushNowAndThen();
            look();
            if (tiers.isEmpty()) {
                return false;
            }
            Optional<KnownFunction> function = functions.get().find(name);
            known |= function.isPresent();
            if (function.isPresent()) {
                deliverNext(function.get());
            } else if (known || clock.instant().isAfter(startedAt.plus(UNKNOWN_FOR))) {
                buryNext();
            } else {
                pause(LOOK);
            }
        } catch (StreamException e) {
            LOG.atDebug().addKeyValue("function", name).setCause(e).log("the backlog is away");
            pause(LOOK);
        }
        return true;
    }

    /** Which tiers there are. Asked now and then only: new copies announce themselves. */
    private void look() {
        long now = System.nanoTime();
        if (!tiers.isEmpty() && now - lookedAt < LOOK.toNanos()) {
            return;
        }
        lookedAt = now;
        var waiting = backlog.waiting(name);
        waiting.keySet().forEach(tier -> tiers.computeIfAbsent(tier, this::tierLog));
        tiers.values().removeIf(log -> !waiting.containsKey(log.tier()) && log.taken() == 0);
        oldest =
                tiers.values().stream()
                        .map(TierLog::oldest)
                        .filter(Objects::nonNull)
                        .min(Instant::compareTo)
                        .orElse(null);
    }

    private TierLog tierLog(int tier) {
        return new TierLog(backlog, name, tier);
    }

    private record Next(TierLog tier, BacklogEntry entry) {}

    /** The copy that fell due first, due or not. */
    private Optional<Next> next(int batch) {
        Next first = null;
        for (TierLog tier : tiers.values()) {
            if (tier.taken() >= MOST_TAKEN) {
                continue;
            }
            Optional<BacklogEntry> entry = tier.peek(batch);
            if (entry.isPresent()
                    && (first == null || entry.get().due().isBefore(first.entry().due()))) {
                first = new Next(tier, entry.get());
            }
        }
        return Optional.ofNullable(first);
    }

    private void deliverNext(KnownFunction function) throws InterruptedException {
        if (function.subscription().policy().paused()) {
            pause(LOOK);
            return;
        }
        Lane lane = lanes.of(function);
        Instant now = clock.instant();
        Optional<Instant> probeAt = lane.probeAt();
        if (probeAt.isPresent() && probeAt.get().isAfter(now)) {
            pause(Duration.between(now, probeAt.get()));
            return;
        }
        Optional<Next> next =
                next(probeAt.isPresent() ? 1 : Math.min(LARGEST_BATCH, 2 * lane.allowed()));
        if (next.isEmpty()) {
            pause(LOOK);
            return;
        }
        Instant due = next.get().entry().due();
        if (due.isAfter(now)) {
            pause(Duration.between(now, due));
            return;
        }
        Optional<DeliveryRecord> record = next.get().entry().record();
        if (record.isEmpty()) {
            takeAway(next.get());
            return;
        }
        Optional<DeadLetterReason> reason = givenUp(record.get(), function, now);
        if (reason.isPresent()) {
            bury(next.get(), record.get(), reason.get());
        } else if (lane.acquireForBacklog(FLUSH_EVERY)) {
            deliver(next.get(), record.get(), function, lane);
        } else if (lane.probeAt().isPresent()) {
            pause(FLUSH_EVERY);
        }
    }

    private static Optional<DeadLetterReason> givenUp(
            DeliveryRecord record, KnownFunction function, Instant now) {
        return record.functionUid().equals(function.uid())
                ? Verdicts.givenUp(record, function.subscription().policy(), now)
                : Optional.of(DeadLetterReason.FunctionDeleted);
    }

    private void deliver(Next next, DeliveryRecord record, KnownFunction function, Lane lane) {
        if (next.tier().take(next.entry()).isEmpty()) {
            lane.releaseUnused();
            return;
        }
        engine.deliverCopy(record, function, keeper(next), this::ended);
    }

    private void ended(Ending ending) {
        if (ending != Ending.LEFT) {
            wake();
        }
    }

    private void buryNext() throws InterruptedException {
        Optional<Next> next = next(LARGEST_BATCH);
        if (next.isEmpty()) {
            pause(LOOK);
            return;
        }
        Optional<DeliveryRecord> record = next.get().entry().record();
        if (record.isPresent()) {
            bury(next.get(), record.get(), DeadLetterReason.FunctionDeleted);
        } else {
            takeAway(next.get());
        }
    }

    private void bury(Next next, DeliveryRecord record, DeadLetterReason reason)
            throws InterruptedException {
        if (next.tier().take(next.entry()).isPresent()) {
            engine.giveUp(record, keeper(next), reason);
        }
    }

    /** Somebody put something there that is no delivery; it was logged when it was read. */
    private static void takeAway(Next next) {
        if (next.tier().take(next.entry()).isPresent()) {
            next.tier().over(next.entry().sequence());
        }
    }

    private static Keeper keeper(Next next) {
        TierLog tier = next.tier();
        long sequence = next.entry().sequence();
        return new Keeper() {
            @Override
            public void release() {
                tier.over(sequence);
            }

            @Override
            public void leave() {
                tier.left(sequence);
            }

            @Override
            public Hold hold() {
                return new Hold.Copy(tier.tier(), sequence);
            }
        };
    }

    private int taken() {
        return tiers.values().stream().mapToInt(TierLog::taken).sum();
    }

    private void flushNowAndThen() {
        if (System.nanoTime() - flushedAt >= FLUSH_EVERY.toNanos()) {
            flush();
        }
    }

    private void flush() {
        flushedAt = System.nanoTime();
        tiers.values().forEach(TierLog::flush);
    }

    /** Until something was put into the backlog, but no longer than this. */
    private void pause(Duration most) throws InterruptedException {
        flush();
        Duration length = most.compareTo(LOOK) < 0 ? most : LOOK;
        boolean woken = wakes.tryAcquire(Math.max(1, length.toMillis()), TimeUnit.MILLISECONDS);
        if (woken) {
            wakes.drainPermits();
            lookedAt = 0;
        }
    }

    /** Waits until the reader has ended. */
    void join(Duration most) {
        try {
            if (!most.isNegative() && !thread.join(most)) {
                LOG.atDebug().addKeyValue("function", name).log("deliveries are still in flight");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes no more; what is in flight goes on, and is removed when it is over. */
    @Override
    public void close() {
        closed = true;
        wake();
    }
}
