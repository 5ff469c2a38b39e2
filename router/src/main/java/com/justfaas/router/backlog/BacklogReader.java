package com.justfaas.router.backlog;

import com.justfaas.events.FunctionName;
import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.streams.Backlog;
import com.justfaas.events.streams.StreamException;
import com.justfaas.router.backlog.FunctionLog.Next;
import com.justfaas.router.callback.Receivers;
import com.justfaas.router.engine.Deadline;
import com.justfaas.router.engine.DeadlineWatch;
import com.justfaas.router.engine.Faults;
import com.justfaas.router.functions.KnownFunction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
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

    private final FunctionName name;
    private final Receivers receivers;
    private final Crowd crowd;
    private final DeadlineWatch watch;
    private final CopyDeliveries deliveries;
    private final Backlog backlog;
    private final Instant streamMade;
    private final Faults faults;
    private final Clock clock;
    private final FunctionLog log;
    private final Deadline patience = Deadline.watched();
    private final Thread thread;
    private final Instant startedAt;
    private volatile boolean ours = true;
    private volatile Instant restsUntil = Instant.MIN;
    private boolean known;
    private String doubted = "";
    private long doubtedAt;
    private long flushedAt = System.nanoTime();

    /**
     * @param listed the tiers that there were a moment ago
     * @param streamMade when the stream was made that is read; while it may have been made anew
     *     since, nothing is removed
     */
    BacklogReader(
            FunctionName name,
            Crowd crowd,
            DeadlineWatch watch,
            Supplier<Set<Integer>> listed,
            Instant streamMade,
            Receivers receivers,
            Backlog backlog,
            Survey survey,
            CopyDeliveries deliveries,
            Faults faults,
            Clock clock) {
        this.faults = faults;
        this.name = name;
        this.crowd = crowd;
        this.watch = watch;
        this.receivers = receivers;
        this.deliveries = deliveries;
        this.backlog = backlog;
        this.streamMade = streamMade;
        this.clock = clock;
        this.log = new FunctionLog(backlog, survey, name, streamMade, listed, clock);
        this.startedAt = clock.instant();
        this.thread = patience.of(Thread.ofVirtual().name("backlog-" + name), this::run);
    }

    void start() {
        thread.start();
    }

    /** Something was put into a tier. */
    void hasNews(int tier) {
        restsUntil = Instant.MIN;
        log.hasNews(tier);
        wake();
    }

    /** The function has changed, or one of its deliveries is over. */
    void wake() {
        patience.wake();
    }

    boolean isRunning() {
        return thread.isAlive();
    }

    /** When the oldest event at the head of a tier was accepted, as of some seconds ago. */
    Optional<Instant> oldest() {
        return log.oldest();
    }

    /** Until when there is nothing to do, unless something is put into the backlog. */
    Instant restsUntil() {
        return restsUntil;
    }

    private void run() {
        watch.add(patience);
        try {
            while (goesOn()) {
                // a round at a time
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            watch.remove(patience);
        }
    }

    private boolean goesOn() throws InterruptedException {
        try {
            return ours ? round() : roundOff();
        } catch (StreamException e) {
            LOG.atDebug().addKeyValue("function", name).setCause(e).log("the backlog is away");
        } catch (RuntimeException | Error e) {
            var _ = faults.note(Faults.Where.BACKLOG, name, e);
        }
        Thread.sleep(LOOK);
        return true;
    }

    /** Returns whether there is anything. */
    private boolean round() throws InterruptedException {
        flushWhenDue();
        if (!log.look()) {
            return false;
        }
        Optional<KnownFunction> function = receivers.find(name);
        known |= function.isPresent();
        Optional<Duration> later = function.flatMap(this::notYet);
        if (later.isPresent()) {
            log.forgetAhead();
            rest(later.get());
        } else if (known || clock.instant().isAfter(startedAt.plus(UNKNOWN_FOR))) {
            turn(function);
        } else {
            pause(LOOK);
        }
        return true;
    }

    /** Returns whether deliveries are in flight: they end in time, and only we can remove them. */
    private boolean roundOff() throws InterruptedException {
        log.forgetAhead();
        if (isSameStream()) {
            log.flushAll();
        }
        if (log.taken() == 0) {
            return false;
        }
        pause(FLUSH_EVERY);
        return true;
    }

    /** For how long the function takes nothing: it is paused, or down. */
    private Optional<Duration> notYet(KnownFunction function) {
        if (function.subscription().policy().paused()) {
            return Optional.of(LOOK);
        }
        return deliveries.untilProbe(function);
    }

    private void turn(Optional<KnownFunction> function) throws InterruptedException {
        Optional<Next> next = log.next(function.map(deliveries::batch).orElseGet(crowd::batch));
        if (next.isEmpty()) {
            pause(LOOK);
            return;
        }
        switch (Turn.of(next.get().entry(), function, clock.instant())) {
            case Turn.Wait wait -> rest(wait.length());
            case Turn.Remove _ -> remove(next.get());
            case Turn.Doubt doubt -> buryWhenCertain(next.get(), doubt);
            case Turn.Bury bury -> again(deliveries.bury(next.get(), bury.reason()));
            case Turn.Deliver deliver ->
                    again(deliveries.begin(next.get(), deliver.function(), patience, this::wake));
        }
    }

    private void again(Duration after) throws InterruptedException {
        if (after.isPositive()) {
            pause(after);
        }
    }

    private void buryWhenCertain(Next next, Turn.Doubt doubt) throws InterruptedException {
        if (!doubt.about().equals(doubted)) {
            doubted = doubt.about();
            doubtedAt = System.nanoTime();
        }
        if (System.nanoTime() - doubtedAt < CERTAIN_AFTER.toNanos()) {
            pause(FLUSH_EVERY);
        } else {
            again(deliveries.bury(next, DeadLetterReason.FunctionDeleted));
        }
    }

    private static void remove(Next next) {
        if (next.take()) {
            next.keeper().release();
        }
    }

    private void flushWhenDue() {
        if (System.nanoTime() - flushedAt >= crowd.flushEvery().toNanos() && isSameStream()) {
            flushedAt = System.nanoTime();
            log.flush();
        }
    }

    /** When the stream was made that it reads. */
    Instant streamMade() {
        return streamMade;
    }

    private boolean isSameStream() {
        return backlog.streamMade().equals(streamMade);
    }

    /** Until something was put into the backlog, but no longer than this. */
    private void pause(Duration most) throws InterruptedException {
        flushWhenDue();
        Duration longest = log.isBehind() || log.taken() > 0 ? FLUSH_EVERY : LOOK;
        patience.rest(most.compareTo(longest) < 0 ? most : longest);
    }

    private void rest(Duration length) throws InterruptedException {
        restsUntil = clock.instant().plus(length);
        pause(length);
        restsUntil = Instant.MIN; // unless it finds that it is to rest again
    }

    /** Whether it was told that the backlog is ours. */
    boolean isOurs() {
        return ours;
    }

    /**
     * Whether the backlog is ours to read. Once it is not, the reader takes no more; what is in
     * flight goes on and is removed when it is over, and then the reader ends.
     */
    void own(boolean isOurs) {
        if (ours != isOurs) {
            ours = isOurs;
            wake();
        }
    }

    /** Waits until the reader has ended, and breaks it off when it does not. */
    void end(Duration most) {
        try {
            if (most.isNegative() || !thread.join(most)) {
                LOG.atDebug().addKeyValue("function", name).log("deliveries are still in flight");
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Breaks it off: nothing of what it took is there any more. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
