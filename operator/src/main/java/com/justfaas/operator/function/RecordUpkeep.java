package com.justfaas.operator.function;

import com.justfaas.events.FunctionName;
import com.justfaas.events.streams.FunctionRecords;
import com.justfaas.events.streams.StreamException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be done though nothing happened in the cluster, on a thread of its own: functions that
 * wait are looked at again when NATS answers, and from time to time the records are swept.
 */
final class RecordUpkeep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecordUpkeep.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final FunctionRecords records;
    private final WaitingFunctions waiting;
    private final RecordSweep sweep;
    private final Duration betweenSweeps;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private boolean swept;
    private volatile long nextSweep = System.nanoTime();

    RecordUpkeep(
            FunctionRecords records,
            WaitingFunctions waiting,
            RecordSweep sweep,
            Duration betweenSweeps) {
        this.records = records;
        this.waiting = waiting;
        this.sweep = sweep;
        this.betweenSweeps = betweenSweeps;
        this.thread = Thread.ofVirtual().name("record-upkeep").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Sweeps within a second instead of at its time. */
    void sweepSoon() {
        nextSweep = System.nanoTime();
    }

    private void run() {
        try {
            do {
                tick();
            } while (!closed.await(TICK.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick() {
        try {
            resumeWaiting();
            if (System.nanoTime() - nextSweep >= 0) {
                sweep();
            }
        } catch (RuntimeException e) {
            LOG.error("the upkeep of records failed; going on", e);
        }
    }

    private void resumeWaiting() {
        Optional<FunctionName> one = waiting.any();
        if (one.isEmpty()) {
            return;
        }
        try {
            records.last(one.get());
        } catch (StreamException e) {
            LOG.debug("NATS is still away: {}", e.getMessage());
            return;
        }
        waiting.resume();
        // whoever lost patience may have removed a finalizer meanwhile
        sweepSoon();
    }

    private void sweep() {
        nextSweep = System.nanoTime() + betweenSweeps.toNanos();
        try {
            sweep.run(!swept);
            swept = true;
        } catch (NotLeadingException e) {
            LOG.debug("no sweep: {}", e.getMessage());
        } catch (StreamException | KubernetesClientException e) {
            LOG.info("records and cluster cannot be compared now: {}", e.getMessage());
            nextSweep = System.nanoTime() + AFTER_FAILURE.toNanos();
        }
    }

    /** Returns when its work in hand is done, 5 s later at most. */
    @Override
    public void close() {
        closed.countDown();
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            if (!thread.join(CLOSE_TIMEOUT)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
