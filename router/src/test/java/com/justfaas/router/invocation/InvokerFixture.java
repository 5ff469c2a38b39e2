package com.justfaas.router.invocation;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Payload;
import com.justfaas.testkit.RawFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An invoker with a budget, and calls of functions that write raw bytes. */
final class InvokerFixture implements AutoCloseable {

    static final Duration TIMEOUT = Duration.ofSeconds(10);

    final ResponseBudget budget;
    final Invoker invoker;

    InvokerFixture(long bytes) {
        this(bytes, Clock.systemUTC());
    }

    InvokerFixture(long bytes, Clock clock) {
        budget = new ResponseBudget(bytes);
        invoker = new Invoker(clock, budget, () -> 1 << 20);
        try {
            invoker.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CompletableFuture<InvocationOutcome> call(RawFunction function, String name, Kept kept) {
        return call(function, name, kept, TIMEOUT);
    }

    CompletableFuture<InvocationOutcome> call(
            RawFunction function, String name, Kept kept, Duration timeout) {
        return invoker.invoke(
                new Invocation(
                        new FunctionName("shop", name),
                        "POST",
                        function.uri(),
                        List.of(),
                        Payload.utf8("event"),
                        timeout),
                false,
                kept);
    }

    @Override
    public void close() {
        invoker.close();
    }
}
