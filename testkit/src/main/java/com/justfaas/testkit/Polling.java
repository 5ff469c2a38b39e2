package com.justfaas.testkit;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for a condition, bounded in time. */
public final class Polling {

    private static final Duration INTERVAL = Duration.ofMillis(20);

    private Polling() {}

    /**
     * Waits until the condition holds.
     *
     * @param expectation what should come true, for the error: "nats-server is ready"
     * @param details what to show when it does not
     * @throws IllegalStateException when the time is over, or the thread was interrupted
     */
    public static void await(
            String expectation,
            Duration timeout,
            BooleanSupplier condition,
            Supplier<String> details) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        "not after %.1f s: %s%n%s"
                                .formatted(timeout.toMillis() / 1e3, expectation, details.get()));
            }
            pause(expectation);
        }
    }

    private static void pause(String expectation) {
        try {
            Thread.sleep(INTERVAL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting until " + expectation, e);
        }
    }
}
