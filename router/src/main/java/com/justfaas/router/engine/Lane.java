package com.justfaas.router.engine;

import com.justfaas.events.topics.DeliveryPolicy;
import com.justfaas.router.delivery.Health;
import com.justfaas.router.delivery.Permits;
import com.justfaas.router.engine.WaitingLine.Origin;
import com.justfaas.router.engine.WaitingLine.Waiter;
import com.justfaas.router.invocation.InvocationOutcome;
import com.justfaas.router.invocation.InvocationOutcome.Failure;
import com.justfaas.router.invocation.InvocationOutcome.Forbidden;
import com.justfaas.router.invocation.InvocationOutcome.Retryable;
import com.justfaas.router.invocation.InvocationOutcome.Succeeded;
import com.justfaas.router.invocation.InvocationOutcome.Terminal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

/** One function's share: how many deliveries may be in flight, and who is next. */
public final class Lane {

    /** How a request for a permit ended. */
    enum Grant {
        /** It was granted, and is to be given back by {@link Lane#release}. */
        PERMITTED,
        /** The lane is full, and is not expected to have room in time; or it takes nothing now. */
        REFUSED,
        /** There was hope, and it took too long. */
        TOO_LATE
    }

    /** The gateway tries once a second: a response before its last try may be too old. */
    private static final Duration LAST_TRY = Duration.ofSeconds(1);

    private static final double LONGEST_WAIT = Duration.ofHours(1).toNanos();

    private final Clock clock;
    private final Runnable isBack;
    private final ReentrantLock lock = new ReentrantLock();
    private final WaitingLine line = new WaitingLine();
    private final ResponseTimes times;
    private Permits permits;
    private Health health = new Health.Up();
    private Instant answeredAt = Instant.MIN;
    private boolean probing;
    private boolean paused;
    private int inFlight;

    /** A lane of which nothing is known yet. */
    public Lane(DeliveryPolicy policy, Clock clock) {
        this(policy, clock, () -> {});
    }

    /**
     * A lane of which nothing is known yet.
     *
     * @param isBack told when the function was down, and is there again
     */
    Lane(DeliveryPolicy policy, Clock clock, Runnable isBack) {
        this.clock = clock;
        this.isBack = isBack;
        long now = System.nanoTime();
        this.times = new ResponseTimes(now);
        this.permits = Permits.cold(policy.concurrency(), now);
        this.paused = policy.paused();
    }

    /** The function's policy may have changed. */
    public void follow(DeliveryPolicy policy) {
        lock.lock();
        try {
            permits = permits.withMost(policy.concurrency());
            paused = policy.paused();
            grant();
            line.wakeAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Asks for a permit for a live delivery. Refused at once where waiting is pointless: a live
     * delivery that waits holds a place that everybody shares.
     *
     * @param deadline when waiting is over
     */
    Grant acquireLive(Deadline deadline) throws InterruptedException {
        lock.lock();
        try {
            if (paused || health instanceof Health.Down) {
                return Grant.REFUSED;
            }
            if (hasRoom() && line.isEmpty(Origin.LIVE)) {
                take();
                return Grant.PERMITTED;
            }
            if (expectedWait() > deadline.left()) {
                return Grant.REFUSED;
            }
            return await(Origin.LIVE, deadline) ? Grant.PERMITTED : Grant.TOO_LATE;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Asks for a permit for a delivery of the backlog. While the function is down, one is given at
     * a time, when the next probe is due.
     *
     * @param deadline when waiting is over; the caller looks around in between
     */
    public boolean acquireForBacklog(Deadline deadline) throws InterruptedException {
        lock.lock();
        try {
            if (paused) {
                return false;
            }
            if (health instanceof Health.Down down) {
                if (probing || clock.instant().isBefore(down.probeAt())) {
                    return false;
                }
                probing = true;
                take();
                return true;
            }
            if (hasRoom() && line.isEmpty(Origin.BACKLOG)) {
                take();
                return true;
            }
            return await(Origin.BACKLOG, deadline);
        } finally {
            lock.unlock();
        }
    }

    /** When to ask again, where {@link #acquireForBacklog} said no because the function is down. */
    public Optional<Instant> probeAt() {
        lock.lock();
        try {
            return health instanceof Health.Down down
                    ? Optional.of(down.probeAt())
                    : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * What an outcome means, given what else the function did: a function that has responded to
     * others since this delivery failed, or during its last try, is not down.
     *
     * @param begun when the function was called
     * @param failed when the delivery failed in the same way before, if it did
     */
    InvocationOutcome judge(InvocationOutcome outcome, Instant begun, Optional<Instant> failed) {
        Instant lastTry = clock.instant().minus(LAST_TRY);
        Instant since = failed.orElse(lastTry.isAfter(begun) ? lastTry : begun);
        lock.lock();
        try {
            return answeredAt.isAfter(since) ? outcome.ofServingFunction() : outcome;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives a permit back.
     *
     * @param startedAt when the function was called, in nanoseconds of a monotonic clock
     */
    public void release(InvocationOutcome outcome, long startedAt) {
        long now = System.nanoTime();
        boolean wasDown;
        lock.lock();
        try {
            inFlight--;
            probing = false;
            permits = permits.after(outcome, startedAt, now);
            wasDown = health instanceof Health.Down;
            health =
                    health.after(
                            outcome, clock.instant(), ThreadLocalRandom.current().nextDouble());
            times.ended(startedAt, now, isTimeout(outcome));
            if (isAnswer(outcome)) {
                answeredAt = clock.instant();
            }
            if (health instanceof Health.Down) {
                line.wakeAll();
                wasDown = false;
            }
            grant();
        } finally {
            lock.unlock();
        }
        if (wasDown) {
            isBack.run();
        }
    }

    /** Another function that was down is back: this one is to be probed by then. */
    void probeBy(Instant soon) {
        lock.lock();
        try {
            health = health.afterAnotherIsBack(soon);
        } finally {
            lock.unlock();
        }
    }

    /** A pod of the function became ready: it is probed now, if it was down. */
    void isAvailable() {
        lock.lock();
        try {
            health = health.afterItBecameAvailable(clock.instant());
        } finally {
            lock.unlock();
        }
    }

    /** Gives a permit back that was not used. */
    public void releaseUnused() {
        lock.lock();
        try {
            inFlight--;
            probing = false;
            grant();
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing is in flight, and nobody waits. */
    boolean isIdle() {
        lock.lock();
        try {
            return inFlight == 0 && line.size() == 0;
        } finally {
            lock.unlock();
        }
    }

    /** How many deliveries are in flight. */
    public int inFlight() {
        lock.lock();
        try {
            return inFlight;
        } finally {
            lock.unlock();
        }
    }

    /** How many may be. */
    public int allowed() {
        lock.lock();
        try {
            return allowedNow();
        } finally {
            lock.unlock();
        }
    }

    private static boolean isTimeout(InvocationOutcome outcome) {
        return outcome instanceof Retryable retryable && retryable.failure() == Failure.TIMEOUT;
    }

    /** Whether the response must be the function's own. */
    private static boolean isAnswer(InvocationOutcome outcome) {
        return switch (outcome) {
            case Succeeded _, Terminal _ -> true;
            case Forbidden _ -> false;
            case Retryable retryable ->
                    retryable.failure() == Failure.ERROR && retryable.response().isPresent();
        };
    }

    private boolean hasRoom() {
        return inFlight < allowedNow();
    }

    /**
     * A function that owes answers and gives none gets no more than one that is new. It may be
     * slow, and gets its share again with its next answer; or it may never answer, and every call
     * of it takes a connection and memory until it times out.
     */
    private int allowedNow() {
        int allowed = permits.allowed();
        return inFlight >= Permits.COLD && times.isSilent(System.nanoTime())
                ? Math.min(allowed, Permits.COLD)
                : allowed;
    }

    /** Whether the function usually takes long to answer, or owes answers for as long. */
    public boolean takesLong() {
        lock.lock();
        try {
            return times.isSlow() || (inFlight > 0 && times.isSilent(System.nanoTime()));
        } finally {
            lock.unlock();
        }
    }

    private void take() {
        if (inFlight == 0) {
            times.begins(System.nanoTime());
        }
        inFlight++;
    }

    /** By what was seen so far, in nanoseconds. */
    private long expectedWait() {
        double ahead = line.size() + 1.0;
        return (long)
                Math.min(LONGEST_WAIT, times.expected(System.nanoTime()) * ahead / allowedNow());
    }

    /** The lock is held before and after, and not while waiting. */
    private boolean await(Origin origin, Deadline deadline) throws InterruptedException {
        Waiter waiter = line.join(origin, deadline);
        boolean used = false;
        try {
            while (!waiter.isGranted()) {
                boolean hopeless =
                        paused || (origin == Origin.LIVE && health instanceof Health.Down);
                if (hopeless || deadline.isOver()) {
                    return false;
                }
                lock.unlock();
                try {
                    deadline.await();
                } finally {
                    lock.lock();
                }
            }
            used = true;
            return true;
        } finally {
            if (!waiter.isGranted()) {
                line.leave(origin, waiter);
            } else if (!used) {
                inFlight--;
                grant();
            }
        }
    }

    private void grant() {
        while (hasRoom() && !paused && !(health instanceof Health.Down)) {
            Optional<Waiter> next = line.poll();
            if (next.isEmpty()) {
                return;
            }
            take();
            next.get().grant();
        }
    }
}
