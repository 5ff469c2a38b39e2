package com.justfaas.operator.function;

import com.justfaas.events.codec.ManagementEvent.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What the operator counts. The names are in the metric system's own form: dots. */
final class FunctionMetrics {

    private final Map<Kind, Counter> published = new EnumMap<>(Kind.class);
    private final Counter staleWrites;
    private final Counter reconciles;
    private final Counter failures;
    private final AtomicInteger waiting = new AtomicInteger();

    FunctionMetrics(MeterRegistry registry) {
        for (Kind kind : Kind.values()) {
            published.put(
                    kind,
                    Counter.builder("faas.operator.management.events")
                            .description("Management events published")
                            .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        staleWrites =
                Counter.builder("faas.operator.stale.writes")
                        .description("Management events refused because another writer was faster")
                        .register(registry);
        reconciles =
                Counter.builder("faas.operator.reconciles")
                        .description("Times that a Function was looked at")
                        .register(registry);
        failures =
                Counter.builder("faas.operator.reconcile.failures")
                        .description("Times that this failed and will be repeated")
                        .register(registry);
        Gauge.builder("faas.operator.functions.waiting", waiting, AtomicInteger::get)
                .description("Functions that wait until NATS answers")
                .register(registry);
    }

    void published(Kind kind) {
        Counter counter = published.get(kind);
        if (counter != null) {
            counter.increment();
        }
    }

    void staleWrite() {
        staleWrites.increment();
    }

    void reconciled() {
        reconciles.increment();
    }

    void failed() {
        failures.increment();
    }

    void waiting(int functions) {
        waiting.set(functions);
    }
}
