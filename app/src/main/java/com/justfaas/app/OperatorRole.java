package com.justfaas.app;

import com.justfaas.app.health.OperatorCheck;
import com.justfaas.app.settings.ClusterSettings;
import com.justfaas.app.settings.Settings;
import com.justfaas.events.streams.NatsLink;
import com.justfaas.events.streams.StreamKeeper;
import com.justfaas.events.streams.StreamSetup;
import com.justfaas.operator.Operator;
import com.justfaas.operator.OperatorSettings;
import com.justfaas.operator.workload.WorkloadSettings;
import com.justfaas.router.management.HealthCheck;
import io.fabric8.kubernetes.client.Config;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

/** The operator with its own way to NATS, so that it neither needs a router nor waits for one. */
final class OperatorRole implements AutoCloseable {

    private static final String NAME = "operator";

    /** Where the platform is, when nothing says otherwise; part of its contract. */
    private static final String PLATFORM_NAMESPACE = "faas";

    private final NatsLink link;
    private final StreamKeeper streams;
    private final Operator operator;
    private final boolean alone;

    OperatorRole(Settings settings, Config cluster, MeterRegistry registry, Clock clock) {
        this.link = new NatsLink(NAME, settings.nats());
        this.streams = new StreamKeeper(link, new StreamSetup(settings.limits()));
        this.operator =
                new Operator(
                        operatorSettings(settings.cluster(), cluster),
                        cluster,
                        link,
                        registry,
                        clock);
        this.alone = !settings.isRouter();
        link.onConnected(operator::compareSoon);
        streams.onMadeAnew(operator::compareSoon);
    }

    private static OperatorSettings operatorSettings(ClusterSettings settings, Config cluster) {
        return OperatorSettings.of(
                settings.watchNamespaces(),
                settings.leaderElection(),
                settings.podNamespace()
                        .orElseGet(
                                () ->
                                        Objects.requireNonNullElse(
                                                cluster.getNamespace(), "default")),
                settings.podName().orElseGet(OperatorRole::processName),
                new WorkloadSettings(
                        settings.manageWorkloads(),
                        settings.podNamespace().orElse(PLATFORM_NAMESPACE),
                        settings.cronImage()));
    }

    /** Unique among the processes of some machines. */
    private static String processName() {
        long pid = ProcessHandle.current().pid();
        try {
            return InetAddress.getLocalHost().getHostName() + "-" + pid;
        } catch (UnknownHostException e) {
            return "faas-events-" + pid;
        }
    }

    /** Returns at once; the checks tell how far it is. */
    void start() {
        link.start();
        operator.start();
    }

    /**
     * Alone it is ready when it can do its work. Beside a router its troubles are told and change
     * nothing: events come in and go out while the API server is away.
     */
    List<HealthCheck> checks() {
        HealthCheck self = new OperatorCheck(operator::health, alone);
        return alone
                ? List.of(
                        self,
                        HealthCheck.of("nats", link::isConnected, link::status),
                        HealthCheck.of("streams", streams::isReady, streams::status))
                : List.of(self);
    }

    @Override
    public void close() {
        operator.close();
        streams.close();
        link.close();
    }
}
