package com.justfaas.operator.traffic;

import com.justfaas.events.FunctionName;
import com.justfaas.events.streams.Backlog;
import com.justfaas.events.streams.BacklogCensus;
import com.justfaas.events.streams.CallReport;
import com.justfaas.events.streams.CallReports;
import com.justfaas.events.streams.DeadLetters;
import com.justfaas.events.streams.NatsLink;
import com.justfaas.events.streams.Wakes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The traffic of all functions: what the routers report every second, and what {@link #count}
 * counted in the streams.
 */
public final class Traffic implements AutoCloseable {

    /** Functions whose calls are remembered: anything that can publish to NATS can name some. */
    private static final int MOST_FUNCTIONS = 100_000;

    /** A pod that starts, and one that was just woken, is unreachable for a while. */
    private static final Duration START_UP = Duration.ofSeconds(10);

    private final Backlog backlog;
    private final DeadLetters deadLetters;
    private final CallReports reports;
    private final Wakes wakes;
    private final Clock clock;
    private final Map<FunctionName, Calls> calls = new ConcurrentHashMap<>();
    private volatile Counts counts = new Counts(null, null);
    private volatile Instant reportedAt = Instant.MIN;
    private volatile Consumer<FunctionName> waker = function -> {};

    /** Calls of one function. */
    private record Calls(Instant last, int inFlight, Optional<Streak> failing) {}

    private record Counts(
            @Nullable Map<FunctionName, Long> pending,
            @Nullable Map<FunctionName, Long> deadLetters) {}

    /** Listens from now on, whenever there is a connection. */
    public Traffic(NatsLink link, Clock clock) {
        this.clock = clock;
        this.backlog = new Backlog(link);
        this.deadLetters = new DeadLetters(link);
        this.reports = new CallReports(link, this::received);
        this.wakes = new Wakes(link, copy -> waker.accept(copy.at().function()));
    }

    /**
     * Whom to notify when something is put into a function's backlog.
     *
     * @param listener must not block
     */
    public void onDemand(Consumer<FunctionName> listener) {
        waker = listener;
    }

    private void received(CallReport report) {
        Instant now = clock.instant();
        reportedAt = now;
        for (CallReport.Calls reported : report.functions()) {
            if (calls.size() < MOST_FUNCTIONS || calls.containsKey(reported.function())) {
                calls.merge(
                        reported.function(),
                        next(Optional.empty(), reported, now),
                        (before, _) -> next(before.failing(), reported, now));
            }
        }
    }

    private static Calls next(Optional<Streak> before, CallReport.Calls reported, Instant now) {
        Optional<Streak> failing = before;
        if (reported.succeeded() > 0) {
            failing = Optional.empty();
        } else if (reported.failed() > 0) {
            failing =
                    Optional.of(
                            new Streak(
                                    before.map(Streak::since).orElse(now),
                                    reported.lastStatus(),
                                    reported.unreachable()));
        }
        return new Calls(now, reported.inFlight(), failing);
    }

    /**
     * Counts backlogs and dead letters.
     *
     * @throws com.justfaas.events.streams.StreamException when NATS is away
     */
    void count() {
        BacklogCensus census = backlog.census();
        Map<FunctionName, Long> pending = new HashMap<>();
        census.waiting()
                .forEach(
                        (function, tiers) ->
                                pending.put(
                                        function, tiers.values().stream().mapToLong(n -> n).sum()));
        counts = new Counts(pending, deadLetters.byFunction());
    }

    /** What is known of one function. */
    public FunctionTraffic of(FunctionName function) {
        Calls known = calls.get(function);
        Counts counted = counts;
        return new FunctionTraffic(
                known != null,
                known == null
                        ? Optional.empty()
                        : known.failing().filter(streak -> isShown(streak, clock.instant())),
                counted.pending() == null ? null : counted.pending().getOrDefault(function, 0L),
                counted.deadLetters() == null
                        ? null
                        : counted.deadLetters().getOrDefault(function, 0L));
    }

    private static boolean isShown(Streak streak, Instant now) {
        return !streak.unreachable() || now.isAfter(streak.since().plus(START_UP));
    }

    /** When a call of it last began or was in flight, as far as this process knows. */
    public Optional<Instant> lastCall(FunctionName function) {
        return Optional.ofNullable(calls.get(function)).map(Calls::last);
    }

    /** Whether a router reported lately: without one, a function that seems idle may be called. */
    public boolean isReported(Duration lately) {
        return reportedAt.isAfter(clock.instant().minus(lately));
    }

    /** All functions of which anything is known. */
    Set<FunctionName> functions() {
        Set<FunctionName> known = new TreeSet<>(calls.keySet());
        Counts counted = counts;
        if (counted.pending() != null) {
            known.addAll(counted.pending().keySet());
        }
        if (counted.deadLetters() != null) {
            known.addAll(counted.deadLetters().keySet());
        }
        return known;
    }

    /** A function is gone. */
    public void forget(FunctionName function) {
        calls.remove(function);
    }

    @Override
    public void close() {
        reports.close();
        wakes.close();
    }
}
