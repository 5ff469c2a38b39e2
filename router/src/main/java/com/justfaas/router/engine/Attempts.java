package com.justfaas.router.engine;

import com.justfaas.events.EventTypes;
import com.justfaas.events.Names;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.MalformedEventException;
import com.justfaas.router.callback.CallbackCaller;
import com.justfaas.router.callback.Receivers;
import com.justfaas.router.functions.KnownFunction;
import com.justfaas.router.invocation.Attempt;
import com.justfaas.router.invocation.InvocationOutcome;
import com.justfaas.router.invocation.InvocationOutcome.Terminal;
import com.justfaas.router.invocation.Invocations;
import com.justfaas.router.invocation.Invoker;
import com.justfaas.router.invocation.Kept;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Calls functions for deliveries, and counts the calls. */
public final class Attempts {

    /** A 404 so soon after a change means that the function is not up yet. */
    private static final Duration ROLLOUT = Duration.ofMinutes(2);

    private final Invocations invocations;
    private final Invoker invoker;
    private final CallbackCaller callbacks;
    private final ReplyStore replies;
    private final EngineMetrics metrics;
    private final Clock clock;

    public Attempts(
            Invocations invocations,
            Invoker invoker,
            CallbackCaller callbacks,
            ReplyStore replies,
            EngineMetrics metrics,
            Clock clock) {
        this.callbacks = callbacks;
        this.replies = replies;
        this.invocations = invocations;
        this.invoker = invoker;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** One attempt; completed with an outcome, and never exceptionally. */
    CompletableFuture<InvocationOutcome> start(
            DeliveryRecord record, KnownFunction function, Attempt attempt) {
        if (record.function().equals(Names.Receivers.WAITING_REPLIES)) {
            return replies.attempt(record);
        }
        if (record.event().event().getType().equals(EventTypes.CALLBACK)) {
            return callbacks.call(record, attempt);
        }
        if (!Receivers.isFunction(record.function())) {
            return CompletableFuture.completedFuture(
                    new Terminal(
                            "no function is called %s".formatted(record.function()),
                            Optional.empty()));
        }
        try {
            var invocation = invocations.of(record.event(), record.function(), attempt);
            metrics.attemptStarted(record.function());
            boolean recentlyChanged = clock.instant().isBefore(function.changedAt().plus(ROLLOUT));
            Kept kept = record.event().callback().isPresent() ? Kept.BODY : Kept.REPLY;
            return invoker.invoke(invocation, recentlyChanged, kept)
                    .whenComplete(
                            (outcome, failure) -> metrics.attemptEnded(record.function(), outcome));
        } catch (MalformedEventException e) {
            return CompletableFuture.completedFuture(
                    new Terminal(String.valueOf(e.getMessage()), Optional.empty()));
        }
    }
}
