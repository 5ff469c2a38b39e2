package com.justfaas.router.backlog;

import com.justfaas.events.FunctionName;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Shows what waits: how many copies for each function, and for how long the oldest has waited. */
public final class BacklogMetrics {

    private final MultiGauge waiting;
    private final MultiGauge oldest;
    private final Clock clock;

    public BacklogMetrics(MeterRegistry registry, Clock clock) {
        this.waiting =
                MultiGauge.builder("faas.backlog.waiting")
                        .description("Deliveries that wait for a function, in the whole cluster")
                        .register(registry);
        this.oldest =
                MultiGauge.builder("faas.backlog.oldest.age.seconds")
                        .description("Age of the oldest event that this replica keeps reading for")
                        .register(registry);
        this.clock = clock;
    }

    void show(
            Map<FunctionName, Map<Integer, Long>> counts,
            Function<FunctionName, Optional<Instant>> oldestOf) {
        Instant now = clock.instant();
        List<Row<?>> waitingRows = new ArrayList<>();
        List<Row<?>> oldestRows = new ArrayList<>();
        counts.forEach(
                (function, tiers) -> {
                    Tags tags =
                            Tags.of("namespace", function.namespace(), "function", function.name());
                    waitingRows.add(Row.of(tags, tiers.values().stream().mapToLong(n -> n).sum()));
                    oldestOf.apply(function)
                            .ifPresent(
                                    at ->
                                            oldestRows.add(
                                                    Row.of(
                                                            tags,
                                                            Duration.between(at, now)
                                                                    .toSeconds())));
                });
        waiting.register(waitingRows, true);
        oldest.register(oldestRows, true);
    }
}
