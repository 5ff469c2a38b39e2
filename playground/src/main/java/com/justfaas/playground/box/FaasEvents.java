package com.justfaas.playground.box;

import static java.util.Map.entry;

import com.justfaas.testkit.ChildProcess;
import com.justfaas.testkit.FaasEventsProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The binary, set up for the playground. */
final class FaasEvents implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private static final String ALLOW = "FAAS_CALLBACK_ALLOW";
    private static final String SECRETS = "FAAS_CALLBACK_SECRETS";

    private final Path folder;
    private final Ports ports;
    private final Map<String, String> callbacks;
    private final int debugPort;
    private @Nullable FaasEventsProcess process;
    private Map<String, String> settings = Map.of();
    private boolean closed;

    FaasEvents(Path folder, Ports ports, Map<String, String> callbacks, int debugPort) {
        this.folder = folder;
        this.ports = ports;
        this.callbacks = callbacks;
        this.debugPort = debugPort;
    }

    /** Where events go. */
    static URI uri(Ports ports) {
        return URI.create("http://127.0.0.1:%d/apis/events".formatted(ports.events()));
    }

    URI uri() {
        return uri(ports);
    }

    URI managementUri() {
        return URI.create("http://127.0.0.1:" + ports.management());
    }

    /** Waits for nothing. */
    synchronized void start(String nats, Path kubeconfig) {
        settings =
                Map.ofEntries(
                        entry("FAAS_NATS_URL", nats),
                        entry("KUBECONFIG", kubeconfig.toString()),
                        // there is no node: the playground answers for its functions itself
                        entry("FAAS_MANAGE_WORKLOADS", "false"),
                        entry(
                                "FAAS_INVOKE_URL",
                                "http://127.0.0.1:%d/proxy/{namespace}/{name}"
                                        .formatted(ports.gateway())),
                        entry(ALLOW, "127.0.0.1," + callbacks.getOrDefault(ALLOW, "")),
                        entry(SECRETS, callbacks.getOrDefault(SECRETS, "")),
                        entry("FAAS_BIND_ADDRESS", "127.0.0.1"),
                        entry("FAAS_HTTP_PORT", Integer.toString(ports.events())),
                        entry("FAAS_MANAGEMENT_PORT", Integer.toString(ports.management())),
                        entry("FAAS_LOG_FORMAT", "text"));
        restart();
    }

    /** With the settings of the start; waits for nothing. Nothing happens once it is closed. */
    synchronized void restart() {
        if (!closed) {
            process = FaasEventsProcess.start(folder, settings, jvmArguments());
        }
    }

    /** The process of now, or the last one. */
    synchronized ChildProcess process() {
        return started().process();
    }

    private synchronized FaasEventsProcess started() {
        return Objects.requireNonNull(process, "not started");
    }

    /**
     * Returns when it is ready.
     *
     * @throws IllegalStateException when it is not in time, or ended; its first line says why
     */
    void awaitReady() {
        FaasEventsProcess started = started();
        try {
            started.awaitReady(START_TIMEOUT);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    started.isAlive()
                            ? "faas-events is not ready: " + Readiness.problems(managementUri())
                            : "faas-events ended with exit code %d: %s"
                                    .formatted(started.exitCode(), lastLine(started.log())),
                    e);
        }
    }

    private static String lastLine(String log) {
        return log.strip().lines().reduce((_, last) -> last).orElse("it said nothing");
    }

    /** For a quick start on few cores. */
    private List<String> jvmArguments() {
        List<String> arguments =
                new ArrayList<>(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        if (debugPort > 0) {
            arguments.add(
                    "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:"
                            + debugPort);
        }
        return arguments;
    }

    /** In order: what is being delivered is finished or kept. */
    @Override
    public synchronized void close() {
        closed = true;
        if (process != null && process.isAlive()) {
            process.terminate();
        }
    }
}
