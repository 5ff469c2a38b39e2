package com.justfaas.testkit;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The product's jar as a process, run by the JDK that runs this JVM. Of the product's own settings
 * it sees the given ones and no others; its ports are free ones unless they are given.
 */
public final class FaasEventsProcess implements AutoCloseable {

    private static final String JAR = "app/target/faas-events.jar";
    private static final Map<String, String> FREE_PORTS =
            Map.of("FAAS_HTTP_PORT", "0", "FAAS_MANAGEMENT_PORT", "0");
    private static final Duration ANNOUNCEMENT_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(60);
    private static final Pattern ANNOUNCEMENT =
            Pattern.compile("(ingress|management|probes) listening on http://[^:]+:(\\d+)");

    private final Home home;
    private final ChildProcess process;

    private FaasEventsProcess(Home home, ChildProcess process) {
        this.home = home;
        this.process = process;
    }

    /**
     * Starts it with these variables, a heap of 256 MB and a temporary folder, and waits for
     * nothing.
     */
    public static FaasEventsProcess start(Map<String, String> environment) {
        return start(null, environment, List.of("-Xmx256m"));
    }

    /**
     * Starts it and waits for nothing.
     *
     * @param folder where its log goes; null is a temporary one, gone when it is closed
     * @param environment its settings; without KUBECONFIG it finds no cluster, so that no test
     *     meets a real one
     */
    public static FaasEventsProcess start(
            @Nullable Path folder, Map<String, String> environment, List<String> jvmArguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(jvmArguments);
        words.addAll(List.of("-jar", jar().toString()));
        return startCommand(folder, environment, words);
    }

    /**
     * Starts the product by another command than the jar's, such as one that enters the file system
     * of its image, and waits for nothing; the rest is as in {@link #start(Path, Map, List)}.
     */
    public static FaasEventsProcess startCommand(
            @Nullable Path folder, Map<String, String> environment, List<String> words) {
        Home home = Home.of(folder, "events");
        Map<String, String> variables = new HashMap<>(FREE_PORTS);
        variables.put("KUBECONFIG", home.file("no-kubeconfig").toString());
        variables.putAll(environment);
        ChildCommand command =
                ChildCommand.of("faas-events", home.file("faas-events.log"), words)
                        .without("FAAS_", "KUBERNETES_", "JAVA_TOOL_OPTIONS")
                        .with(variables);
        return new FaasEventsProcess(home, ChildProcess.start(command));
    }

    private static Path jar() {
        Path jar = Checkout.root().resolve(JAR);
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is not built yet: run `mvn package`");
        }
        return jar;
    }

    /**
     * Where it takes events; waits until it does. With the role {@code operator} alone it never
     * does.
     */
    public URI ingressUri() {
        return announced("ingress");
    }

    /** Where probes, metrics and the API are; waits until they are. */
    public URI managementUri() {
        return announced("management");
    }

    /** Where probes have a port of their own; waits until they do. */
    public URI probesUri() {
        return announced("probes");
    }

    /** Waits until {@code /readyz} answers 200. */
    public void awaitReady(Duration timeout) {
        HealthProbe probe = HealthProbe.of(managementUri().resolve("/readyz").toString());
        await("faas-events is ready", timeout, probe::succeeds);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end and returns its exit code. */
    public int awaitExit(Duration timeout) {
        return process.awaitExit(timeout);
    }

    /** See {@link ChildProcess#exitCode()}. */
    public int exitCode() {
        return process.exitCode();
    }

    /** {@code kill -9}. */
    public void kill() {
        process.kill();
    }

    /** SIGTERM; waits for a minute at most and returns its exit code. */
    public int terminate() {
        return process.terminate(SHUTDOWN_TIMEOUT);
    }

    public void pause() {
        process.pause();
    }

    public void resume() {
        process.resume();
    }

    public long pid() {
        return process.pid();
    }

    public ChildProcess process() {
        return process;
    }

    /** All that it has printed. */
    public String log() {
        return process.log();
    }

    /** The last lines of its log, for errors. */
    public String logTail() {
        return process.logTail();
    }

    /** Kills it, if it runs. */
    @Override
    public void close() {
        process.close();
        home.release();
    }

    private URI announced(String door) {
        await(door + " is announced", ANNOUNCEMENT_TIMEOUT, () -> port(door).isPresent());
        return URI.create("http://127.0.0.1:" + port(door).orElseThrow());
    }

    private Optional<String> port(String door) {
        return ANNOUNCEMENT
                .matcher(log())
                .results()
                .filter(announcement -> announcement.group(1).equals(door))
                .map(announcement -> announcement.group(2))
                .findFirst();
    }

    private void await(String expectation, Duration timeout, BooleanSupplier condition) {
        Polling.await(
                expectation, timeout, () -> !isAlive() || condition.getAsBoolean(), this::logTail);
        if (!isAlive() && !condition.getAsBoolean()) {
            throw new IllegalStateException(
                    "it ended before %s%n%s".formatted(expectation, logTail()));
        }
    }
}
