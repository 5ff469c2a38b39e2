package com.justfaas.router.engine;

import com.justfaas.events.FunctionName;
import com.justfaas.router.callback.CallbackTarget;
import com.justfaas.router.delivery.DeliveryState.Ending;
import com.justfaas.router.invocation.InvocationOutcome;
import com.justfaas.router.invocation.InvocationOutcome.Retryable;
import com.justfaas.router.invocation.InvocationOutcome.Succeeded;
import com.justfaas.router.invocation.InvocationOutcome.Terminal;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts attempts. The two counters named {@code faas_proxy_…} are those that the platform's
 * autoscaler and idler read; the gateway counts its own requests under the same names, so an
 * invocation that passes it is not counted here.
 */
public final class EngineMetrics {

    private static final int MOST_TYPES = 1000;

    private final MeterRegistry registry;
    private final boolean countAsProxy;
    private final Set<String> unmatchedTypes = ConcurrentHashMap.newKeySet();

    /**
     * @param countAsProxy whether invocations do not pass the gateway
     */
    public EngineMetrics(MeterRegistry registry, boolean countAsProxy) {
        this.registry = registry;
        this.countAsProxy = countAsProxy;
    }

    void attemptStarted(FunctionName function) {
        if (countAsProxy) {
            registry.counter("faas.proxy.requests", of(function)).increment();
        }
    }

    void attemptEnded(FunctionName function, InvocationOutcome outcome) {
        if (countAsProxy) {
            registry.counter("faas.proxy.completed.requests", of(function)).increment();
        }
        registry.counter("faas.attempts", of(function).and("outcome", name(outcome))).increment();
    }

    private static String name(InvocationOutcome outcome) {
        return switch (outcome) {
            case Succeeded _ -> "succeeded";
            case Retryable retryable -> retryable.failure().name().toLowerCase(Locale.ROOT);
            case Terminal _ -> "rejected";
        };
    }

    /** A delivery is over, for this replica. */
    void ended(FunctionName function, Ending ending) {
        registry.counter(
                        "faas.deliveries",
                        of(function).and("ending", ending.name().toLowerCase(Locale.ROOT)))
                .increment();
    }

    /** An event that nobody listens to; counted by type, for a bounded number of types. */
    void unmatched(String type) {
        String label =
                unmatchedTypes.contains(type)
                                || (unmatchedTypes.size() < MOST_TYPES && unmatchedTypes.add(type))
                        ? type
                        : "other";
        registry.counter("faas.events.unmatched", "type", label).increment();
    }

    void malformed() {
        registry.counter("faas.events.malformed").increment();
    }

    private static Tags of(FunctionName function) {
        // senders choose the hosts of callbacks: a label each would have no end
        String name = CallbackTarget.isHost(function) ? "*" : function.name();
        return Tags.of("namespace", function.namespace(), "function", name);
    }
}
