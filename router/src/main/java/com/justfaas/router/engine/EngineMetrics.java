package com.justfaas.router.engine;

import com.justfaas.events.FunctionName;
import com.justfaas.events.filter.FilterVerdict.Cause;
import com.justfaas.router.callback.CallbackTarget;
import com.justfaas.router.callback.Receivers;
import com.justfaas.router.delivery.DeliveryState.Ending;
import com.justfaas.router.invocation.InvocationOutcome;
import com.justfaas.router.invocation.InvocationOutcome.Forbidden;
import com.justfaas.router.invocation.InvocationOutcome.Retryable;
import com.justfaas.router.invocation.InvocationOutcome.Succeeded;
import com.justfaas.router.invocation.InvocationOutcome.Terminal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Counts attempts and deliveries. The two counters named {@code faas_proxy_…} are those that the
 * platform's autoscaler and idler read; the gateway counts its own requests under the same names,
 * so an invocation that passes it is not counted here.
 */
public final class EngineMetrics {

    private static final int MOST_TYPES = 1000;

    /** Stands for all functions that there never were while we counted. */
    private static final FunctionName NOBODY = new FunctionName("*", "*");

    /** What becomes of what a function answered. */
    enum ReplyFate {
        /** It is a new event. */
        STORED,
        /** It is one already: an earlier attempt got so far. */
        DUPLICATE,
        /** It waits until there is room for it. */
        WAITING,
        /** It is none that may be sent on. */
        REFUSED,
        /** It is cut, since functions answer each other in a circle. */
        LOOP
    }

    private final MeterRegistry registry;
    private final boolean countAsProxy;
    private final Predicate<FunctionName> isKnown;
    private final Map<FunctionName, FunctionMetrics> functions = new ConcurrentHashMap<>();
    private final Set<String> receivedTypes = ConcurrentHashMap.newKeySet();

    /**
     * @param countAsProxy whether invocations do not pass the gateway
     * @param isKnown whether there is a function of that name
     */
    public EngineMetrics(
            MeterRegistry registry, boolean countAsProxy, Predicate<FunctionName> isKnown) {
        this.isKnown = isKnown;
        this.registry = registry;
        this.countAsProxy = countAsProxy;
    }

    /** A function's own counters: finding one by its name and tags costs more than to count. */
    private final class FunctionMetrics {
        private final Tags tags;
        private final Optional<Counter> started;
        private final Optional<Counter> completed;
        private final Map<String, Counter> attempts = new ConcurrentHashMap<>();
        private final Map<Ending, Counter> endings = new ConcurrentHashMap<>();
        private final Map<Cause, Counter> filtered = new ConcurrentHashMap<>();
        private final Map<ReplyFate, Counter> replies = new ConcurrentHashMap<>();

        FunctionMetrics(FunctionName function) {
            this.tags = Tags.of("namespace", function.namespace(), "function", function.name());
            boolean counts = countAsProxy && Receivers.isFunction(function);
            this.started =
                    counts
                            ? Optional.of(
                                    counter(
                                            "faas.proxy.requests",
                                            "Invocations that did not pass the gateway",
                                            tags))
                            : Optional.empty();
            this.completed =
                    counts
                            ? Optional.of(
                                    counter(
                                            "faas.proxy.completed.requests",
                                            "Invocations that did not pass the gateway and have ended",
                                            tags))
                            : Optional.empty();
        }

        Counter attempts(String outcome) {
            return attempts.computeIfAbsent(
                    outcome,
                    o ->
                            counter(
                                    "faas.attempts",
                                    "Attempts to call a function, by outcome; calls of webhooks are not among them",
                                    tags.and("outcome", o)));
        }

        Counter filtered(Cause cause) {
            return filtered.computeIfAbsent(
                    cause,
                    c ->
                            counter(
                                    "faas.events.filtered",
                                    "Events that a filter kept out, or could not be evaluated for",
                                    tags.and("reason", c.name().toLowerCase(Locale.ROOT))));
        }

        Counter replies(ReplyFate fate) {
            return replies.computeIfAbsent(
                    fate,
                    f ->
                            counter(
                                    "faas.replies",
                                    "Responses of functions that are events, or claim to be, by fate",
                                    tags.and("fate", f.name().toLowerCase(Locale.ROOT))));
        }

        Counter endings(Ending ending) {
            return endings.computeIfAbsent(
                    ending,
                    e ->
                            counter(
                                    "faas.deliveries",
                                    "Deliveries that this replica settled, by ending",
                                    tags.and("ending", e.name().toLowerCase(Locale.ROOT))));
        }
    }

    private FunctionMetrics of(FunctionName function) {
        FunctionMetrics known = functions.get(function);
        if (known != null) {
            return known;
        }
        // senders choose whom they call: a label each would have no end
        FunctionName shown = CallbackTarget.label(function);
        if (Receivers.isFunction(function) && !isKnown.test(function)) {
            shown = NOBODY;
        }
        return functions.computeIfAbsent(shown, FunctionMetrics::new);
    }

    void attemptStarted(FunctionName function) {
        of(function).started.ifPresent(Counter::increment);
    }

    void attemptEnded(FunctionName function, InvocationOutcome outcome) {
        FunctionMetrics metrics = of(function);
        metrics.completed.ifPresent(Counter::increment);
        metrics.attempts(name(outcome)).increment();
    }

    private static String name(InvocationOutcome outcome) {
        return switch (outcome) {
            case Succeeded _ -> "succeeded";
            case Terminal _ -> "rejected";
            case Forbidden _ -> "forbidden";
            case Retryable retryable ->
                    switch (retryable.failure()) {
                        case UNREACHABLE -> "unreachable";
                        case UNAVAILABLE -> "unavailable";
                        case BROKEN -> "broken";
                        case TIMEOUT -> "timeout";
                        case BUSY -> "busy";
                        case ERROR -> "error";
                        case OURS -> "ours";
                        case UNTAKEN -> "untaken";
                        case FAULT -> "fault";
                    };
        };
    }

    /** A delivery is over, for this replica. */
    void ended(FunctionName function, Ending ending) {
        of(function).endings(ending).increment();
    }

    /** An event of a type that the function asks for, which its filter keeps out. */
    void filtered(FunctionName function, Cause cause) {
        of(function).filtered(cause).increment();
    }

    /** An event that was published straight into NATS; the door counts its own. */
    void received(String type) {
        counter(
                        "faas.events.received",
                        "Events that were stored, by type and by the door they came through",
                        Tags.of("door", "nats", "type", label(receivedTypes, type)))
                .increment();
    }

    /** What became of an answer that is an event, or claims to be. */
    void replied(FunctionName function, ReplyFate fate) {
        of(function).replies(fate).increment();
    }

    /** Types come from outside: after so many, further ones are counted together. */
    private static String label(Set<String> known, String type) {
        return known.contains(type) || (known.size() < MOST_TYPES && known.add(type))
                ? type
                : "other";
    }

    void malformed() {
        counter(
                        "faas.events.malformed",
                        "Messages that were published straight into NATS and are no events",
                        Tags.empty())
                .increment();
    }

    private Counter counter(String name, String description, Tags tags) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }
}
