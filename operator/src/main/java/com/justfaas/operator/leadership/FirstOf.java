package com.justfaas.operator.leadership;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the first of several things to happen, as often as one likes. */
public final class FirstOf {

    private final CompletableFuture<Object> any;

    public FirstOf(CompletableFuture<?>... things) {
        this.any = CompletableFuture.anyOf(things);
    }

    /** Returns when one has happened, well or not, or when the time is over. */
    public void await(Duration atMost) {
        try {
            any.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException | CancellationException e) {
            // what happened, the caller looks up
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
