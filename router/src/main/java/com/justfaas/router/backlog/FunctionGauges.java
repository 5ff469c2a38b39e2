package com.justfaas.router.backlog;

import com.justfaas.events.FunctionName;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A gauge for each of the functions that there is something to say of. Whose value changes keeps
 * its meter: Micrometer's MultiGauge removes all and registers all again, and a scrape meanwhile
 * misses some, or finds some twice and fails.
 */
final class FunctionGauges {

    private final MeterRegistry registry;
    private final String name;
    private final String description;
    private final Map<FunctionName, Shown> shown = new HashMap<>();

    private record Shown(AtomicLong value, Gauge meter) {}

    FunctionGauges(MeterRegistry registry, String name, String description) {
        this.registry = registry;
        this.name = name;
        this.description = description;
    }

    /** Shows these, and no others any more. Not thread-safe; may be scraped meanwhile. */
    void show(Map<FunctionName, Long> values) {
        values.forEach(
                (function, value) ->
                        shown.computeIfAbsent(function, added -> register(added, value))
                                .value()
                                .set(value));
        shown.entrySet()
                .removeIf(
                        entry -> {
                            boolean over = !values.containsKey(entry.getKey());
                            if (over) {
                                registry.remove(entry.getValue().meter());
                            }
                            return over;
                        });
    }

    private Shown register(FunctionName function, long first) {
        AtomicLong value = new AtomicLong(first);
        Gauge meter =
                Gauge.builder(name, value, AtomicLong::get)
                        .description(description)
                        .tags("namespace", function.namespace(), "function", function.name())
                        .register(registry);
        return new Shown(value, meter);
    }
}
