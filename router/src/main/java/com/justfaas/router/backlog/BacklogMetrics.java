package com.justfaas.router.backlog;

import com.justfaas.events.FunctionName;
import com.justfaas.router.callback.CallbackTarget;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Shows what waits: how many copies for each function and for all webhook hosts together, and for
 * how long the oldest has waited.
 */
public final class BacklogMetrics {

    private final FunctionGauges waiting;
    private final FunctionGauges oldest;
    private final Clock clock;

    public BacklogMetrics(MeterRegistry registry, Clock clock) {
        this.waiting =
                new FunctionGauges(
                        registry,
                        "faas.backlog.waiting",
                        "Deliveries that wait for a function, in the whole cluster");
        this.oldest =
                new FunctionGauges(
                        registry,
                        "faas.backlog.oldest.age.seconds",
                        "Age of the oldest event that this replica keeps reading for");
        this.clock = clock;
    }

    /** Not thread-safe; may be scraped meanwhile. */
    void show(
            Map<FunctionName, Map<Integer, Long>> counts,
            Function<FunctionName, Optional<Instant>> oldestOf) {
        Instant now = clock.instant();
        Map<FunctionName, Long> waits = new HashMap<>();
        Map<FunctionName, Long> ages = new HashMap<>();
        counts.forEach(
                (receiver, tiers) -> {
                    FunctionName shown = CallbackTarget.label(receiver);
                    waits.merge(shown, tiers.values().stream().mapToLong(n -> n).sum(), Long::sum);
                    oldestOf.apply(receiver)
                            .map(at -> Duration.between(at, now).toSeconds())
                            .ifPresent(age -> ages.merge(shown, age, Math::max));
                });
        waiting.show(waits);
        oldest.show(ages);
    }
}
