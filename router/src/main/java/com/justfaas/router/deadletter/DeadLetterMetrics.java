package com.justfaas.router.deadletter;

import com.justfaas.events.FunctionName;
import com.justfaas.events.streams.DeadLetters;
import com.justfaas.events.streams.StreamException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what is done with dead letters, and looks every few seconds how many there are. */
final class DeadLetterMetrics implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterMetrics.class);
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final DeadLetters letters;
    private final MeterRegistry registry;
    private final Counter deleted;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile double stored = Double.NaN;

    DeadLetterMetrics(DeadLetters letters, MeterRegistry registry) {
        this.letters = letters;
        this.registry = registry;
        this.deleted =
                Counter.builder("faas.deadletters.deleted")
                        .description("Dead letters that were deleted by the API")
                        .register(registry);
        Gauge.builder("faas.deadletters.stored", this, self -> self.stored)
                .description("Dead letters in the whole cluster, as every replica sees them")
                .register(registry);
    }

    void start() {
        Thread.ofVirtual().name("deadletters-count").start(this::run);
    }

    private void run() {
        try {
            do {
                look();
            } while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            stored = letters.stored();
        } catch (StreamException e) {
            stored = Double.NaN;
            LOG.atDebug().setCause(e).log("the dead letters cannot be counted");
        }
    }

    void redriven(FunctionName function) {
        Counter.builder("faas.deadletters.redriven")
                .description("Dead letters that were sent again")
                .tags("namespace", function.namespace(), "function", function.name())
                .register(registry)
                .increment();
    }

    void deleted(long count) {
        deleted.increment((double) count);
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
