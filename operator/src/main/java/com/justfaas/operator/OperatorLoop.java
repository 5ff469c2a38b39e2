package com.justfaas.operator;

import com.justfaas.operator.cluster.FunctionsApi;
import com.justfaas.operator.function.FunctionController;
import com.justfaas.operator.function.FunctionControllers;
import com.justfaas.operator.leadership.FirstOf;
import com.justfaas.operator.leadership.Leadership;
import com.justfaas.operator.leadership.Term;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Waits to be elected, then for the API server and the resource definition, then watches until
 * something of that is gone, and begins again. Runs on one thread and tells others how it is.
 */
final class OperatorLoop {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorLoop.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** The SDK's watch comes back by itself within this time, or it is made anew. */
    private static final Duration WATCH_PATIENCE = Duration.ofSeconds(10);

    private static final Duration ASK_EVERY = Duration.ofSeconds(10);

    /** A watch that always fails at once reads all Functions each time. */
    private static final Duration AFTER_WATCH = Duration.ofSeconds(5);

    private final Leadership leadership;
    private final FunctionsApi api;
    private final FunctionControllers controllers;
    private final CompletableFuture<Void> closing = new CompletableFuture<>();
    private volatile OperatorHealth health = OperatorHealth.STANDBY;
    private volatile @Nullable FunctionController controller;

    OperatorLoop(Leadership leadership, FunctionsApi api, FunctionControllers controllers) {
        this.leadership = leadership;
        this.api = api;
        this.controllers = controllers;
    }

    OperatorHealth health() {
        OperatorHealth current = health;
        return current.leading() || current.problem().isPresent()
                ? current
                : leadership.problem().map(current::with).orElse(current);
    }

    void compareSoon() {
        FunctionController current = controller;
        if (current != null) {
            current.sweepSoon();
        }
    }

    /** Makes {@link #run()} come to its end. */
    void stop() {
        closing.complete(null);
    }

    void run() {
        while (!closing.isDone()) {
            try {
                leadership.await(closing).ifPresent(this::lead);
                report(OperatorHealth.STANDBY);
            } catch (RuntimeException e) {
                LOG.error("the operator failed and begins again", e);
                report(OperatorHealth.STANDBY.with("it failed: " + e.getMessage()));
                new FirstOf(closing).await(WATCH_PATIENCE);
            }
        }
    }

    private void lead(Term term) {
        try (term) {
            FirstOf end = new FirstOf(term.over(), closing);
            report(OperatorHealth.STARTING);
            while (isOn(term)) {
                Optional<String> problem = api.problem();
                if (problem.isPresent()) {
                    report(OperatorHealth.STARTING.with(problem.get()));
                    end.await(LOOK);
                } else {
                    watch(term);
                    if (isOn(term)) {
                        report(OperatorHealth.STARTING);
                        end.await(AFTER_WATCH);
                    }
                }
            }
        }
    }

    private void watch(Term term) {
        try (FunctionController current = controllers.create(term::isHeld)) {
            current.start();
            controller = current;
            watch(term, current);
        } catch (RuntimeException e) {
            LOG.error("the watch of Functions failed; making a new one", e);
        } finally {
            controller = null;
        }
    }

    /** Returns when it is over, or does not come back though nothing is known to be wrong. */
    private void watch(Term term, FunctionController current) {
        FirstOf end = new FirstOf(term.over(), closing, current.stopped());
        long explained = System.nanoTime();
        long asked = System.nanoTime();
        while (isOn(term) && !current.stopped().isDone()) {
            if (current.isWatching()) {
                // a watch of an API server that is frozen looks like one without news
                if (System.nanoTime() - asked > ASK_EVERY.toNanos()) {
                    Optional<String> problem = api.problem();
                    report(
                            problem.map(OperatorHealth.WATCHING::with)
                                    .orElse(OperatorHealth.WATCHING));
                    asked = System.nanoTime();
                } else if (health.problem().isEmpty()) {
                    report(OperatorHealth.WATCHING);
                }
                explained = System.nanoTime();
            } else {
                Optional<String> problem = api.problem();
                report(problem.map(OperatorHealth.STARTING::with).orElse(OperatorHealth.STARTING));
                if (problem.isPresent()) {
                    explained = System.nanoTime();
                } else if (System.nanoTime() - explained > WATCH_PATIENCE.toNanos()) {
                    LOG.warn("the watch of Functions does not come back; making a new one");
                    return;
                }
            }
            end.await(LOOK);
        }
    }

    private boolean isOn(Term term) {
        return !term.over().isDone() && !closing.isDone();
    }

    private void report(OperatorHealth now) {
        OperatorHealth before = health;
        health = now;
        if (!now.equals(before)) {
            LOG.atLevel(now.problem().isPresent() ? Level.WARN : Level.INFO).log(now.summary());
        }
    }
}
