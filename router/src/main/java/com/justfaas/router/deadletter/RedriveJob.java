package com.justfaas.router.deadletter;

import com.justfaas.events.streams.StreamException;
import com.justfaas.router.deadletter.RedriveProgress.State;
import com.justfaas.router.deadletter.RedriveSource.Candidate;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A redrive at work, on a thread of its own. */
final class RedriveJob {

    private static final Logger LOG = LoggerFactory.getLogger(RedriveJob.class);
    private static final int TRIES = 5;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final String id;
    private final RedriveSource source;
    private final int ratePerSecond;
    private final Redriver redriver;
    private final Semaphore turn;
    private final Clock clock;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile RedriveProgress progress;

    /**
     * @param turn held while some are read and redriven, so that no two jobs of this replica
     *     redrive the same one
     */
    RedriveJob(
            String id,
            RedriveSource source,
            int ratePerSecond,
            Redriver redriver,
            Semaphore turn,
            Clock clock) {
        this.id = id;
        this.source = source;
        this.ratePerSecond = ratePerSecond;
        this.redriver = redriver;
        this.turn = turn;
        this.clock = clock;
        this.progress = RedriveProgress.begun(id, clock.instant());
    }

    String id() {
        return id;
    }

    RedriveProgress progress() {
        return progress;
    }

    boolean isRunning() {
        return progress.state() == State.RUNNING;
    }

    void start() {
        Thread.ofVirtual().name("redrive-" + id).start(this::run);
    }

    /** Has it end after the dead letter that it is at. */
    void stop() {
        stop.countDown();
    }

    /** Waits for its end, but no longer than this. */
    void awaitEnd(Duration most) {
        try {
            end.await(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            Pace pace = new Pace(ratePerSecond, System.nanoTime());
            while (!source.isOver() && !isStopping()) {
                int done = redriveSome(pace.chunk());
                pause(pace.pauseAfter(done, System.nanoTime()));
            }
            ended(source.isOver() ? State.DONE : State.STOPPED, null);
        } catch (StreamException e) {
            ended(isStopping() ? State.STOPPED : State.FAILED, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended(State.STOPPED, null);
        } finally {
            end.countDown();
        }
    }

    private int redriveSome(int most) throws InterruptedException {
        turn.acquire();
        try {
            long before = progress.redriven();
            for (Candidate candidate : insist(() -> source.next(most))) {
                if (isStopping()) {
                    break;
                }
                redrive(candidate);
            }
            return (int) (progress.redriven() - before);
        } finally {
            turn.release();
        }
    }

    private void redrive(Candidate candidate) throws InterruptedException {
        if (candidate.letter().isEmpty()) {
            progress = progress.andSkipped(candidate.sequence(), "there is no such dead letter");
            return;
        }
        switch (redriver.decide(candidate.letter().get())) {
            case RedriveDecision.Skip skip ->
                    progress = progress.andSkipped(candidate.sequence(), skip.why());
            case RedriveDecision.Redrive redrive -> {
                insist(() -> redriver.store(redrive.record(), candidate.sequence(), id));
                progress = progress.andRedriven();
                insist(() -> redriver.remove(candidate.sequence()));
            }
        }
    }

    /** Tries again while NATS is away for a moment: the same step, made twice, does no harm. */
    private <T> T insist(Supplier<T> step) throws InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                return step.get();
            } catch (StreamException e) {
                if (tries == TRIES || pause(BETWEEN_TRIES)) {
                    throw e;
                }
            }
        }
    }

    /** Returns early, with true, when the job is to stop. */
    private boolean pause(Duration length) throws InterruptedException {
        return stop.await(length.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void ended(State how, @Nullable String why) {
        progress = progress.ended(how, clock.instant(), why);
        LOG.atInfo()
                .addKeyValue("redrive", id)
                .log(
                        "a redrive is {}: {} redriven, {} skipped{}",
                        how.word(),
                        progress.redriven(),
                        progress.skippedCount(),
                        why == null ? "" : "; " + why);
    }

    private boolean isStopping() {
        return stop.getCount() == 0;
    }
}
