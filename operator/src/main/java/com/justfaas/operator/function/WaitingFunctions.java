package com.justfaas.operator.function;

import com.justfaas.crds.v1alpha1.Function;
import com.justfaas.events.FunctionName;
import com.justfaas.events.streams.StaleWriteException;
import com.justfaas.events.streams.StreamException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Functions that wait until NATS answers. One question a second replaces a retry of each: while it
 * is away nobody else asks, and when it is back all are looked at again at once.
 */
final class WaitingFunctions extends SimpleInboundEventSource<Function> {

    private final Set<FunctionName> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable String> problem = new AtomicReference<>();
    private final FunctionMetrics metrics;

    WaitingFunctions(FunctionMetrics metrics) {
        super("waiting-for-nats");
        this.metrics = metrics;
    }

    /** Why NATS is not to be asked now, or null when it is. */
    @Nullable String problem() {
        return problem.get();
    }

    /** One for which NATS was asked in vain; answers whether it did not wait before. */
    boolean add(FunctionName function, StreamException failure) {
        if (!(failure instanceof StaleWriteException)) {
            problem.set(failure.getMessage());
        }
        return add(function);
    }

    /** Another one while NATS is known to be away; answers whether it did not wait before. */
    boolean add(FunctionName function) {
        boolean isNew = waiting.add(function);
        metrics.waiting(waiting.size());
        return isNew;
    }

    /** One of them, to ask NATS about. */
    Optional<FunctionName> any() {
        return waiting.stream().findAny();
    }

    /** Has all that wait looked at again, because NATS answered. */
    void resume() {
        problem.set(null);
        for (FunctionName function : Set.copyOf(waiting)) {
            waiting.remove(function);
            look(function);
        }
        metrics.waiting(waiting.size());
    }

    /** Has a function looked at again, if it is still there. */
    void look(FunctionName function) {
        propagateEvent(new ResourceID(function.name(), function.namespace()));
    }
}
