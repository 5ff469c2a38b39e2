package com.justfaas.operator.workload;

import com.justfaas.crds.v1alpha1.Annotation;
import com.justfaas.crds.v1alpha1.Function;
import com.justfaas.events.Durations;
import com.justfaas.events.FunctionName;
import com.justfaas.events.topics.EventAnnotations;
import com.justfaas.operator.traffic.FunctionTraffic;
import com.justfaas.operator.traffic.Traffic;
import com.justfaas.operator.workload.ScaleRule.Decision;
import com.justfaas.operator.workload.ScaleRule.Demand;
import com.justfaas.operator.workload.ScaleRule.Scalable;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scales functions that ask for it to zero when they are idle, and wakes them when there is work.
 * It writes the scale subresource and nothing else; between one replica and the most it leaves the
 * number to the autoscaler and to people, and the autoscaler rests while there are zero.
 */
public final class Scaler implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Scaler.class);
    private static final Duration TICK = Duration.ofSeconds(1);

    /** A router reports every second. */
    private static final Duration REPORTED_WITHIN = Duration.ofSeconds(5);

    /** Longer than a Deployment's new number of replicas takes to be seen here. */
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(3);

    private static final int CONCURRENT = 8;

    private static final Annotation PAUSED = new Annotation(EventAnnotations.PAUSED, "false");

    private final KubernetesClient client;
    private final Traffic traffic;
    private final GatewayCalls gatewayCalls;
    private final Clock clock;
    private final Map<FunctionName, Target> targets = new ConcurrentHashMap<>();
    private final Map<FunctionName, Write> writes = new ConcurrentHashMap<>();
    private final Semaphore requests = new Semaphore(CONCURRENT);

    /**
     * @param atLeast replicas that it is woken with
     */
    private record Target(Scalable scalable, int atLeast) {}

    /** The last number of replicas that was written, which the informer may not have seen yet. */
    private record Write(int replicas, Instant at) {}

    /**
     * @param client stays the caller's
     */
    public Scaler(KubernetesClient client, Traffic traffic, Clock clock) {
        this.client = client;
        this.traffic = traffic;
        this.gatewayCalls = new GatewayCalls(client);
        this.clock = clock;
    }

    /** What a function and its Deployment are now. */
    void follow(Function function, Deployment deployment) {
        FunctionName name = name(function);
        WorkloadAnnotations annotations = WorkloadAnnotations.of(function);
        if (!annotations.scaleToZero()) {
            targets.remove(name);
            return;
        }
        int replicas = Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1);
        Duration cooldown = Durations.parse(annotations.cooldown()).orElseThrow();
        boolean isPaused = PAUSED.of(function).equals("true");
        targets.compute(
                name,
                (_, before) ->
                        new Target(
                                new Scalable(
                                        replicas,
                                        before == null || before.scalable().replicas() == 0
                                                ? clock.instant()
                                                : before.scalable().idleFrom(),
                                        cooldown,
                                        isPaused),
                                annotations.scaleMin()));
    }

    /** A function is gone. */
    void forget(FunctionName function) {
        targets.remove(function);
        writes.remove(function);
    }

    /** Something was put into a function's backlog. Does not block. */
    public void hasWork(FunctionName function) {
        Target target = targets.get(function);
        if (target != null && target.scalable().replicas() == 0 && !target.scalable().isPaused()) {
            wake(function, target);
        }
    }

    /** Runs until the thread is interrupted. */
    @Override
    public void run() {
        try {
            while (true) {
                Thread.sleep(TICK);
                tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick() {
        try {
            boolean isReported = traffic.isReported(REPORTED_WITHIN);
            targets.forEach((name, target) -> act(name, target, isReported));
        } catch (RuntimeException e) {
            LOG.error("scaling to zero failed; going on", e);
        }
    }

    private void act(FunctionName name, Target target, boolean isReported) {
        Decision decision =
                ScaleRule.decide(target.scalable(), demand(name, isReported), clock.instant());
        switch (decision) {
            case KEEP -> {}
            case WAKE -> wake(name, target);
            case TO_ZERO ->
                    scale(name, 0, "idle for " + Durations.format(target.scalable().cooldown()));
        }
    }

    private Demand demand(FunctionName name, boolean isReported) {
        FunctionTraffic known = traffic.of(name);
        Long pending = known.pending();
        Set<FunctionName> called = gatewayCalls.in(name.namespace());
        return new Demand(
                isReported && pending != null,
                pending == null ? 0 : pending,
                traffic.lastCall(name),
                called.contains(name));
    }

    private void wake(FunctionName name, Target target) {
        scale(name, target.atLeast(), "there is work");
    }

    private void scale(FunctionName name, int replicas, String why) {
        Instant now = clock.instant();
        Write last = writes.get(name);
        if (last != null
                && last.replicas() == replicas
                && now.isBefore(last.at().plus(SEEN_WITHIN))) {
            return;
        }
        writes.put(name, new Write(replicas, now));
        Thread.ofVirtual()
                .name("scale-" + name)
                .start(
                        () -> {
                            requests.acquireUninterruptibly();
                            try {
                                write(name, replicas);
                                LOG.atInfo()
                                        .addKeyValue("function", name)
                                        .log("scaled to {}: {}", replicas, why);
                            } catch (KubernetesClientException e) {
                                writes.remove(name);
                                LOG.atWarn()
                                        .addKeyValue("function", name)
                                        .log(
                                                "cannot be scaled to {}: {}",
                                                replicas,
                                                e.getMessage());
                            } finally {
                                requests.release();
                            }
                        });
    }

    private void write(FunctionName name, int replicas) {
        client.apps()
                .deployments()
                .inNamespace(name.namespace())
                .withName(name.name())
                .subresource("scale")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\":{\"replicas\":%d}}".formatted(replicas));
    }

    static FunctionName name(Function function) {
        return new FunctionName(
                function.getMetadata().getNamespace(), function.getMetadata().getName());
    }
}
