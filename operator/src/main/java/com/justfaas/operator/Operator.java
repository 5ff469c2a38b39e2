package com.justfaas.operator;

import com.justfaas.events.streams.NatsLink;
import com.justfaas.operator.cluster.FunctionsApi;
import com.justfaas.operator.cluster.KubernetesClients;
import com.justfaas.operator.function.FunctionControllers;
import com.justfaas.operator.function.FunctionControllers.Watch;
import com.justfaas.operator.leadership.Leadership;
import com.justfaas.operator.leadership.LeaseLeadership;
import com.justfaas.operator.leadership.SoleLeadership;
import com.justfaas.operator.workload.Workloads;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after Functions for as long as it is the leader, from {@link #start()} to {@link #close()}.
 * Whatever is away, it waits and goes on; it never ends the process.
 */
public final class Operator implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Operator.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

    private final KubernetesClient functionsClient;
    private final KubernetesClient leaseClient;
    private final Leadership leadership;
    private final FunctionControllers controllers;
    private final OperatorLoop loop;
    private final Thread thread;
    private volatile boolean running;

    /**
     * @param kubernetes how to reach the API server
     * @param link the way to the streams; it stays the caller's
     */
    public Operator(
            OperatorSettings settings,
            Config kubernetes,
            NatsLink link,
            MeterRegistry registry,
            Clock clock) {
        this.functionsClient = KubernetesClients.forFunctions(kubernetes);
        this.leaseClient = KubernetesClients.forLease(kubernetes);
        this.leadership = leadership(settings, leaseClient);
        Watch watch =
                new Watch(
                        settings.watchNamespaces(),
                        settings.identity(),
                        settings.upkeepTimes(),
                        settings.workloads());
        this.controllers = new FunctionControllers(functionsClient, link, watch, registry, clock);
        this.loop =
                new OperatorLoop(
                        leadership,
                        new FunctionsApi(
                                functionsClient,
                                settings.watchNamespaces(),
                                settings.workloads().managed() ? Workloads.KINDS : List.of()),
                        controllers);
        this.thread = Thread.ofVirtual().name("operator").unstarted(loop::run);
        Gauge.builder("faas.operator.leading", () -> health().leading() ? 1 : 0)
                .description("1 while this replica writes, 0 while it stands by")
                .register(registry);
    }

    private static Leadership leadership(OperatorSettings settings, KubernetesClient client) {
        return settings.leaderElection()
                ? new LeaseLeadership(
                        client,
                        settings.leaseNamespace(),
                        settings.identity(),
                        settings.leaseTimes())
                : new SoleLeadership();
    }

    /** Returns at once; {@link #health()} tells how far it is. */
    public void start() {
        running = true;
        thread.start();
    }

    /** How it is now. Asks nobody, so it may be called as often as one likes. */
    public OperatorHealth health() {
        return running ? loop.health() : OperatorHealth.STOPPED;
    }

    /**
     * Compares records and cluster soon, instead of within five minutes: for when NATS is back and
     * may have lost records.
     */
    public void compareSoon() {
        loop.compareSoon();
    }

    /**
     * Stops watching, finishes what is in hand, and gives the lease back. Returns after 20 s at
     * most.
     */
    @Override
    public void close() {
        loop.stop();
        try {
            if (thread.getState() != Thread.State.NEW && !thread.join(CLOSE_TIMEOUT)) {
                LOG.warn("the operator is still busy and is left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running = false;
        controllers.close();
        leadership.close();
        functionsClient.close();
        leaseClient.close();
    }
}
