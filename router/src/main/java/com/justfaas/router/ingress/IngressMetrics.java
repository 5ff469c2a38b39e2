package com.justfaas.router.ingress;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What the door for events counts. */
final class IngressMetrics {

    /** Types come from outside: further ones are counted together. */
    static final int MAX_TYPES = 1000;

    private static final String OTHER = "other";
    private static final Duration[] LATENCY_BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final MeterRegistry registry;
    private final Counter duplicates;
    private final ConcurrentMap<String, Counter> received = new ConcurrentHashMap<>();
    private final ConcurrentMap<Integer, Counter> refused = new ConcurrentHashMap<>();
    private final ConcurrentMap<Integer, Timer> answered = new ConcurrentHashMap<>();

    IngressMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.duplicates =
                Counter.builder("faas.events.duplicates")
                        .description("Events that were stored already, by source and id")
                        .register(registry);
    }

    /** An event was stored. */
    void received(String type, boolean duplicate) {
        if (duplicate) {
            duplicates.increment();
            return;
        }
        Counter known = received.get(type);
        if (known == null) {
            known = received.computeIfAbsent(labelOf(type), this::receivedCounter);
        }
        known.increment();
    }

    private String labelOf(String type) {
        return received.size() < MAX_TYPES ? type : OTHER;
    }

    private Counter receivedCounter(String type) {
        return Counter.builder("faas.events.received")
                .description("Events that were stored, by type and by the door they came through")
                .tag("door", "http")
                .tag("type", type)
                .register(registry);
    }

    /** A request was answered. */
    void answered(int status, Duration took) {
        answered.computeIfAbsent(status, this::timer).record(took);
        if (status >= 400) {
            refused(status);
        }
    }

    /** A request was refused, perhaps before it came to the route. */
    void refused(int status) {
        refused.computeIfAbsent(status, this::refusedCounter).increment();
    }

    private Timer timer(int status) {
        return Timer.builder("faas.ingress.requests")
                .description("From a request's headers to its answer")
                .tag("status", Integer.toString(status))
                .serviceLevelObjectives(LATENCY_BUCKETS)
                .register(registry);
    }

    private Counter refusedCounter(int status) {
        return Counter.builder("faas.events.refused")
                .description("Requests of which nothing was promised, by status")
                .tag("status", Integer.toString(status))
                .register(registry);
    }
}
