package com.justfaas.router.engine;

import com.justfaas.router.invocation.Invocation;
import com.justfaas.router.invocation.InvocationOutcome;
import com.justfaas.router.invocation.Invoker;
import com.justfaas.router.invocation.Kept;
import java.util.concurrent.CompletableFuture;

/** Calls functions, with events and with callbacks, and counts the calls. */
public final class FunctionInvoker {

    private final Invoker invoker;
    private final EngineMetrics metrics;
    private final CallCounts counts;
    private final Faults faults;

    public FunctionInvoker(
            Invoker invoker, EngineMetrics metrics, CallCounts counts, Faults faults) {
        this.invoker = invoker;
        this.metrics = metrics;
        this.counts = counts;
        this.faults = faults;
    }

    /**
     * One attempt; completed with an outcome, and never exceptionally.
     *
     * @param recentlyChanged whether the function changed a short time ago
     * @param kept what is kept of the response's body
     */
    public CompletableFuture<InvocationOutcome> invoke(
            Invocation invocation, boolean recentlyChanged, Kept kept) {
        metrics.attemptStarted(invocation.function());
        counts.started(invocation.function());
        return faults.asOutcome(
                        invocation.function(),
                        () -> invoker.invoke(invocation, recentlyChanged, kept))
                .whenComplete(
                        (outcome, failure) -> {
                            counts.ended(invocation.function(), outcome);
                            metrics.attemptEnded(invocation.function(), outcome);
                        });
    }
}
