package com.justfaas.router.engine;

import com.justfaas.events.EventTypes;
import com.justfaas.events.Names;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.MalformedEventException;
import com.justfaas.events.topics.DeliveryPolicy;
import com.justfaas.router.callback.CallbackCaller;
import com.justfaas.router.callback.Receivers;
import com.justfaas.router.functions.KnownFunction;
import com.justfaas.router.invocation.Attempt;
import com.justfaas.router.invocation.InvocationOutcome;
import com.justfaas.router.invocation.InvocationOutcome.Terminal;
import com.justfaas.router.invocation.Invocations;
import com.justfaas.router.invocation.Kept;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Makes the attempts of deliveries. */
public final class Attempts {

    /** A 404 so soon after a change means that the function is not up yet. */
    private static final Duration ROLLOUT = Duration.ofMinutes(2);

    private final Invocations invocations;
    private final FunctionInvoker invoker;
    private final CallbackCaller callbacks;
    private final ReplyStore replies;
    private final WaitingEvents waitingEvents;
    private final Faults faults;
    private final Clock clock;

    /** The attempt to start the deliveries of an event that waited in the backlog. */
    public interface WaitingEvents {

        /** Completed when no delivery needs the copy any more; never exceptionally. */
        CompletableFuture<InvocationOutcome> start(DeliveryRecord waiting);
    }

    public Attempts(
            Invocations invocations,
            FunctionInvoker invoker,
            CallbackCaller callbacks,
            ReplyStore replies,
            WaitingEvents waitingEvents,
            Faults faults,
            Clock clock) {
        this.faults = faults;
        this.callbacks = callbacks;
        this.replies = replies;
        this.waitingEvents = waitingEvents;
        this.invocations = invocations;
        this.invoker = invoker;
        this.clock = clock;
    }

    /** Longest that an attempt may take under a policy. */
    Duration longest(DeliveryPolicy policy) {
        return invocations.longest(policy.timeout());
    }

    /** One attempt; completed with an outcome, and never exceptionally. */
    CompletableFuture<InvocationOutcome> start(
            DeliveryRecord record, KnownFunction function, Attempt attempt) {
        return faults.asOutcome(record.function(), () -> begin(record, function, attempt));
    }

    private CompletableFuture<InvocationOutcome> begin(
            DeliveryRecord record, KnownFunction function, Attempt attempt) {
        if (record.function().equals(Names.Receivers.WAITING_REPLIES)) {
            return replies.attempt(record);
        }
        if (record.function().equals(Names.Receivers.WAITING_EVENTS)) {
            return waitingEvents.start(record);
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
            boolean recentlyChanged = clock.instant().isBefore(function.changedAt().plus(ROLLOUT));
            Kept kept = record.event().callback().isPresent() ? Kept.BODY : Kept.REPLY;
            return invoker.invoke(invocation, recentlyChanged, kept);
        } catch (MalformedEventException e) {
            return CompletableFuture.completedFuture(
                    new Terminal(String.valueOf(e.getMessage()), Optional.empty()));
        }
    }
}
