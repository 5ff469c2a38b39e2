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
import com.justfaas.router.engine.Deadline;
import com.justfaas.router.engine.DeadlineWatch;
import com.justfaas.router.engine.Engine;
import com.justfaas.router.engine.Lane;
import com.justfaas.router.engine.Lanes;
import com.justfaas.router.functions.KnownFunction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
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
    private static final int SMALLEST_BATCH = 2;

    /** Most copies that all readers together hold read ahead: more would fill the memory. */
    private static final int MOST_AHEAD = 2048;

    /**
     * Most that all together have under way, however much their lanes allow: more would be no
     * faster, and each may need a connection.
     */
    private static final int MOST_UNDER_WAY = 1000;

    private final FunctionName name;
    private final Receivers receivers;
    private final Crowd crowd;
    private final DeadlineWatch watch;
    private final AtomicInteger underWay = new AtomicInteger();
    private final Lanes lanes;
    private final Engine engine;
    private final Clock clock;
    private final FunctionLog log;
    private final Deadline patience = Deadline.watched();
    private volatile boolean awake;
    private final Thread thread;
    private final Instant startedAt;
    private volatile boolean closed;
    private volatile long leftAt = System.nanoTime() - LOOK.toNanos();
    private boolean known;
    private String doubted = "";
    private long doubtedAt;
    private long flushedAt = System.nanoTime();

    /**
     * @param listed the tiers that there were a moment ago
     */
    BacklogReader(
            FunctionName name,
            Crowd crowd,
            DeadlineWatch watch,
            Supplier<Set<Integer>> listed,
            Receivers receivers,
            Backlog backlog,
            Survey survey,
            Lanes lanes,
            Engine engine,
            Clock clock) {
        this.name = name;
        this.crowd = crowd;
        this.watch = watch;
        this.receivers = receivers;
        this.lanes = lanes;
        this.engine = engine;
        this.clock = clock;
        this.log = new FunctionLog(backlog, survey, name, listed, clock);
        this.startedAt = clock.instant();
        this.thread = patience.of(Thread.ofVirtual().name("backlog-" + name), this::run);
    }

    void start() {
        thread.start();
    }

    /** Something was put into a tier. */
    void hasNews(int tier) {
        log.hasNews(tier);
        wake();
    }

    /** The function has changed, or one of its deliveries is over. */
    void wake() {
        awake = true;
        patience.wake();
    }

    boolean isRunning() {
        return thread.isAlive();
    }

    /** When the oldest event at the head of a tier was accepted, as of some seconds ago. */
    Optional<Instant> oldest() {
        return log.oldest();
    }

    private void run() {
        watch.add(patience);
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
        } finally {
            watch.remove(patience);
        }
    }

    /** Returns whether to go on. */
    private boolean round() throws InterruptedException {
        try {
            if (System.nanoTime() - flushedAt >= FLUSH_EVERY.toNanos()) {
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
            crowd.join(name);
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
        } else if (underWay.get() >= Math.max(1, MOST_UNDER_WAY / crowd.size())) {
            pause(FLUSH_EVERY);
        } else {
            patience.set(FLUSH_EVERY);
            if (lane.acquireForBacklog(patience)) {
                deliver(next, record.get(), function, lane);
            } else if (lane.probeAt().isPresent()) {
                pause(FLUSH_EVERY);
            }
        }
    }

    private void deliver(Next next, DeliveryRecord record, KnownFunction function, Lane lane)
            throws InterruptedException {
        try {
            engine.awaitRoomForCopy();
        } catch (InterruptedException e) {
            lane.releaseUnused();
            throw e;
        }
        if (next.take()) {
            underWay.incrementAndGet();
            engine.deliverCopy(record, function, next.keeper(), this::ended);
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
        underWay.decrementAndGet();
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
        return Math.clamp(MOST_AHEAD / crowd.size(), SMALLEST_BATCH, LARGEST_BATCH);
    }

    /** Somebody put something there that is no delivery; it was logged when it was read. */
    private static void takeAway(Next next) {
        if (next.take()) {
            next.keeper().release();
        }
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
        patience.set(length);
        while (!awake && !patience.isOver()) {
            patience.await();
        }
        awake = false;
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
