package com.justfaas.app.settings;

import com.justfaas.events.streams.NatsSettings;
import com.justfaas.events.streams.StreamLimits;
import com.justfaas.router.RouterSettings;
import com.justfaas.router.callback.CallbackSettings;
import com.justfaas.router.http.HttpDoorSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that the process was told.
 *
 * @param probes a server for them alone, if there is to be one
 * @param shutdownDelay from the end of readiness to the end of intake
 */
public record Settings(
        Set<Role> roles,
        NatsSettings nats,
        StreamLimits limits,
        RouterSettings router,
        ClusterSettings cluster,
        HttpDoorSettings management,
        Optional<HttpDoorSettings> probes,
        Duration shutdownDelay,
        LogSettings log) {

    /** Kubernetes sets it in every container. */
    private static final String IN_CLUSTER = "KUBERNETES_SERVICE_HOST";

    private static final Duration CLUSTER_SHUTDOWN_DELAY = Duration.ofSeconds(5);

    public Settings {
        roles = Collections.unmodifiableSet(EnumSet.copyOf(roles));
    }

    /**
     * Reads environment variables.
     *
     * @throws MistakesException with every mistake in them
     */
    public static Settings from(Map<String, String> variables) throws MistakesException {
        Reading reading = new Reading(variables);
        boolean inCluster = variables.containsKey(IN_CLUSTER);
        // once, or a mistake in it would be reported for each port
        InetAddress bindAddress = reading.of(Options.BIND_ADDRESS);
        HttpDoorSettings management = management(reading, bindAddress);
        Settings settings =
                new Settings(
                        reading.of(Options.ROLES),
                        nats(reading),
                        limits(reading),
                        router(reading, bindAddress),
                        cluster(reading, inCluster),
                        management,
                        probes(reading, management),
                        reading.of(Options.SHUTDOWN_DELAY)
                                .orElse(inCluster ? CLUSTER_SHUTDOWN_DELAY : Duration.ZERO),
                        new LogSettings(
                                reading.of(Options.LOG_LEVEL), reading.of(Options.LOG_FORMAT)));
        settings.checkPorts(reading);
        List<String> mistakes = reading.mistakes();
        if (!mistakes.isEmpty()) {
            throw new MistakesException(mistakes);
        }
        return settings;
    }

    public boolean isOperator() {
        return roles.contains(Role.OPERATOR);
    }

    public boolean isRouter() {
        return roles.contains(Role.ROUTER);
    }

    private static NatsSettings nats(Reading reading) {
        return new NatsSettings(
                reading.of(Options.NATS_URL), reading.of(Options.NATS_CREDENTIALS).orElse(null));
    }

    private static StreamLimits limits(Reading reading) {
        return new StreamLimits(
                reading.of(Options.FUNCTIONS_MAX_BYTES),
                reading.of(Options.EVENTS_MAX_BYTES),
                reading.of(Options.BACKLOG_MAX_BYTES),
                reading.of(Options.DEADLETTERS_MAX_BYTES),
                reading.of(Options.STREAM_REPLICAS));
    }

    private static RouterSettings router(Reading reading, InetAddress bindAddress) {
        return new RouterSettings(
                new InetSocketAddress(bindAddress, reading.of(Options.HTTP_PORT)),
                reading.of(Options.INVOKE_URL),
                new CallbackSettings(
                        reading.of(Options.CALLBACK_ALLOW), reading.of(Options.CALLBACK_SECRETS)),
                reading.of(Options.EVENTS_KEPT),
                reading.of(Options.SHUTDOWN_GRACE));
    }

    private static ClusterSettings cluster(Reading reading, boolean inCluster) {
        return new ClusterSettings(
                reading.of(Options.WATCH_NAMESPACES),
                reading.of(Options.MANAGE_WORKLOADS),
                reading.of(Options.CRON_IMAGE),
                reading.of(Options.LEADER_ELECTION).isOn(inCluster),
                reading.of(Options.POD_NAME),
                reading.of(Options.POD_NAMESPACE));
    }

    private static HttpDoorSettings management(Reading reading, InetAddress bindAddress) {
        return HttpDoorSettings.of(
                        "management",
                        Options.MANAGEMENT_PORT.name(),
                        reading.of(Options.MANAGEMENT_PORT))
                .on(bindAddress);
    }

    /** The management port serves probes already: as their own port it is none. */
    private static Optional<HttpDoorSettings> probes(Reading reading, HttpDoorSettings management) {
        return reading.of(Options.PROBE_PORT)
                .filter(port -> port == 0 || port != management.port())
                .map(port -> HttpDoorSettings.of("probes", Options.PROBE_PORT.name(), port))
                .map(server -> server.on(management.address().getAddress()));
    }

    private void checkPorts(Reading reading) {
        Stream.concat(Stream.of(management), probes.stream())
                .filter(server -> isRouter() && server.port() != 0)
                .filter(server -> server.port() == router.ingress().getPort())
                .forEach(
                        server ->
                                reading.mistake(
                                        "%s: \"%d\" is %s, too; they need a port each"
                                                .formatted(
                                                        server.portSetting(),
                                                        server.port(),
                                                        Options.HTTP_PORT.name())));
    }
}
