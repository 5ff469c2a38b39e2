package com.justfaas.router.backlog;

import com.justfaas.events.FunctionName;
import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.streams.Backlog;
import com.justfaas.events.streams.StreamException;
import com.justfaas.router.backlog.FunctionLog.Next;
import com.justfaas.router.callback.Receivers;
import com.justfaas.router.delivery.DeliveryState.Ending;
import com.justfaas.router.delivery.Verdicts;
import com.justfaas.router.engine.Engine;
import com.justfaas.router.engine.Lane;
import com.justfaas.router.engine.Lanes;
import com.justfaas.router.functions.KnownFunction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
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

    /** Of a function that was never known here: its record may have been lost, or be on its way. */
    private static final Duration UNKNOWN_FOR = Duration.ofMinutes(1);

    /** By then we have heard of a change that another replica acts upon. */
    private static final Duration CERTAIN_AFTER = Duration.ofSeconds(2);

    private static final int LARGEST_BATCH = 64;
    private static final int SMALLEST_BATCH = 4;

    /** Most copies that all readers together hold read ahead: more would fill the memory. */
    private static final int MOST_AHEAD = 8192;

    private final FunctionName name;
    private final Receivers receivers;
    private final IntSupplier readers;
    private final Lanes lanes;
    private final Engine engine;
    private final Clock clock;
    private final FunctionLog log;
    private final Semaphore wakes = new Semaphore(0);
    private volatile boolean news;
    private final Thread thread;
    private final Instant startedAt;
    private volatile boolean closed;
    private volatile long leftAt = System.nanoTime() - LOOK.toNanos();
    private boolean known;
    private String doubted = "";
    private long doubtedAt;
    private long flushedAt = System.nanoTime();

    /**
     * @param readers how many there are
     * @param listed the tiers that there were a moment ago
     */
    BacklogReader(
            FunctionName name,
            IntSupplier readers,
            Supplier<Set<Integer>> listed,
            Receivers receivers,
            Backlog backlog,
            Lanes lanes,
            Engine engine,
            Clock clock) {
        this.name = name;
        this.readers = readers;
        this.receivers = receivers;
        this.lanes = lanes;
        this.engine = engine;
        this.clock = clock;
        this.log = new FunctionLog(backlog, name, listed, clock);
        this.startedAt = clock.instant();
        this.thread = Thread.ofVirtual().name("backlog-" + name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Something was put into the backlog. */
    void hasNews() {
        news = true;
        wake();
    }

    /** The function has changed, or one of its deliveries is over. */
    void wake() {
        if (wakes.availablePermits() == 0) {
            wakes.release();
        }
    }

    boolean isRunning() {
        return thread.isAlive();
    }

    /** When the oldest event at the head of a tier was accepted, as of some seconds ago. */
    Optional<Instant> oldest() {
        return log.oldest();
    }

    private void run() {
        try {
            while (!closed && round()) {
                // a round at a time
            }
            while (log.taken() > 0) {
                // what is in flight ends within its timeout, and nobody else can remove it
                log.flushAll();
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
            if (System.nanoTime() - flushedAt >= flushEvery()) {
                flush();
            }
            if (!log.look()) {
                return false;
            }
            Optional<KnownFunction> function = receivers.find(name);
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
            Thread.sleep(LOOK);
        }
        return true;
    }

    private void deliverNext(KnownFunction function) throws InterruptedException {
        Lane lane = lanes.of(function);
        Instant now = clock.instant();
        Optional<Instant> probeAt = lane.probeAt();
        if (function.subscription().policy().paused()) {
            pause(LOOK);
        } else if (probeAt.isPresent() && probeAt.get().isAfter(now)) {
            pause(Duration.between(now, probeAt.get()));
        } else {
            int batch = probeAt.isPresent() ? 1 : Math.min(largestBatch(), 2 * lane.allowed());
            Optional<Next> next = log.next(batch);
            if (next.isEmpty()) {
                pause(LOOK);
            } else if (next.get().entry().due().isAfter(now)) {
                pause(Duration.between(now, next.get().entry().due()));
            } else {
                deliver(next.get(), function, lane, now);
            }
        }
    }

    private void deliver(Next next, KnownFunction function, Lane lane, Instant now)
            throws InterruptedException {
        Optional<DeliveryRecord> record = next.entry().record();
        if (record.isEmpty()) {
            takeAway(next);
            return;
        }
        if (!record.get().functionUid().equals(function.uid())) {
            buryWhenCertain(next, record.get(), function.uid());
            return;
        }
        Optional<DeadLetterReason> reason =
                Verdicts.givenUp(record.get(), function.subscription().policy(), now);
        if (reason.isPresent()) {
            bury(next, record.get(), reason.get());
        } else if (System.nanoTime() - leftAt < FLUSH_EVERY.toNanos()) {
            pause(FLUSH_EVERY); // it could not be tried just now: not over and over
        } else if (!lane.acquireForBacklog(FLUSH_EVERY)) {
            if (lane.probeAt().isPresent()) {
                pause(FLUSH_EVERY);
            }
        } else if (!engine.awaitRoomForCopy(FLUSH_EVERY)) {
            lane.releaseUnused();
        } else if (next.take()) {
            engine.deliverCopy(record.get(), function, next.keeper(), this::ended);
        } else {
            lane.releaseUnused();
            engine.giveBackRoom();
        }
    }

    /**
     * The copy is for a function that is not the one we know. Which of the two is the newer one we
     * may learn only in a moment: another replica may be ahead of us.
     */
    private void buryWhenCertain(Next next, DeliveryRecord record, String knownUid)
            throws InterruptedException {
        String doubt = record.functionUid() + " " + knownUid;
        if (!doubt.equals(doubted)) {
            doubted = doubt;
            doubtedAt = System.nanoTime();
        }
        if (System.nanoTime() - doubtedAt < CERTAIN_AFTER.toNanos()) {
            pause(FLUSH_EVERY);
        } else {
            bury(next, record, DeadLetterReason.FunctionDeleted);
        }
    }

    private void ended(Ending ending) {
        if (ending == Ending.LEFT) {
            leftAt = System.nanoTime();
        }
        wake();
    }

    private void buryNext() throws InterruptedException {
        Optional<Next> next = log.next(largestBatch());
        if (next.isEmpty()) {
            pause(LOOK);
        } else if (next.get().entry().due().isAfter(clock.instant())) {
            // until then it may guard an attempt in flight
            pause(Duration.between(clock.instant(), next.get().entry().due()));
        } else if (next.get().entry().record().isPresent()) {
            buryWhenCertain(next.get(), next.get().entry().record().get(), "gone");
        } else {
            takeAway(next.get());
        }
    }

    private void bury(Next next, DeliveryRecord record, DeadLetterReason reason)
            throws InterruptedException {
        if (next.take()) {
            engine.giveUp(record, next.keeper(), reason);
        }
    }

    private int largestBatch() {
        int share = MOST_AHEAD / Math.max(1, readers.getAsInt());
        return Math.clamp(share, SMALLEST_BATCH, LARGEST_BATCH);
    }

    /** Somebody put something there that is no delivery; it was logged when it was read. */
    private static void takeAway(Next next) {
        if (next.take()) {
            next.keeper().release();
        }
    }

    /** With many readers each purges less often: each purge is work for the server. */
    private long flushEvery() {
        Duration share = Duration.ofMillis(readers.getAsInt());
        return Math.clamp(share.toNanos(), FLUSH_EVERY.toNanos(), LOOK.toNanos());
    }

    private void flush() {
        flushedAt = System.nanoTime();
        log.flush();
    }

    /** Until something was put into the backlog, but no longer than this. */
    private void pause(Duration most) throws InterruptedException {
        flush();
        Duration longest = log.isBehind() ? FLUSH_EVERY : LOOK;
        Duration length = most.compareTo(longest) < 0 ? most : longest;
        if (wakes.tryAcquire(Math.max(1, length.toMillis()), TimeUnit.MILLISECONDS)) {
            wakes.drainPermits();
        }
        if (news) {
            news = false;
            log.hasNews();
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
