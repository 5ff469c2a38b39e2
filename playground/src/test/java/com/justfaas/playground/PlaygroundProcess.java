package com.justfaas.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.testkit.Checkout;
import com.justfaas.testkit.ChildCommand;
import com.justfaas.testkit.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The playground's jar as a process, as {@code make run} starts it. */
final class PlaygroundProcess implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

    private final ChildProcess process;

    private PlaygroundProcess(ChildProcess process) {
        this.process = process;
    }

    /** Starts it and waits for nothing. */
    static PlaygroundProcess start(Path folder, Path log, Map<String, String> environment) {
        Path jar = Checkout.root().resolve("playground/target/playground.jar");
        assertThat(jar).as("built by `make build`").exists();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new PlaygroundProcess(
                ChildProcess.start(
                        ChildCommand.of(
                                        "playground",
                                        log,
                                        List.of(java, "-Xmx256m", "-jar", jar.toString()))
                                .in(Checkout.root())
                                .without("FAAS_", "KUBECONFIG")
                                .with(environment)
                                .with(Map.of("FAAS_PLAYGROUND_FOLDER", folder.toString()))));
    }

    PlaygroundProcess awaitUp() {
        await().atMost(START_TIMEOUT)
                .failFast(() -> assertThat(process.isAlive()).as(process::logTail).isTrue())
                .untilAsserted(() -> assertThat(log()).contains("Ctrl-C ends it"));
        return this;
    }

    void awaitOutput(String pattern) {
        await().atMost(START_TIMEOUT)
                .untilAsserted(() -> assertThat(log()).containsPattern(pattern));
    }

    void awaitOutput(String pattern, Duration atMost) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(atMost)
                .untilAsserted(() -> assertThat(log()).containsPattern(pattern));
    }

    int awaitExit() {
        return process.awaitExit(START_TIMEOUT);
    }

    /** What it printed that matches, its first group. */
    String said(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(log());
        assertThat(matcher.find()).as("%s in:%n%s", pattern, log()).isTrue();
        return matcher.group(1);
    }

    String log() {
        return process.log();
    }

    /** All that it started, down to the last. */
    List<ProcessHandle> descendants() {
        return ProcessHandle.of(process.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .toList();
    }

    /** The process itself, and all that it started. */
    List<ProcessHandle> processes() {
        return Stream.concat(ProcessHandle.of(process.pid()).stream(), descendants().stream())
                .toList();
    }

    /** The only one that it started whose command line has that in it. */
    ProcessHandle descendant(String command) {
        List<ProcessHandle> found =
                descendants().stream()
                        .filter(
                                child ->
                                        child.info()
                                                .command()
                                                .filter(path -> !path.endsWith("sh"))
                                                .isPresent())
                        .filter(child -> child.info().commandLine().orElse("").contains(command))
                        .toList();
        assertThat(found).as(command).hasSize(1);
        return found.getFirst();
    }

    int terminate() {
        return process.terminate(Duration.ofSeconds(60));
    }

    void kill() {
        process.kill();
    }

    static void assertGone(List<ProcessHandle> processes) {
        assertThat(processes).hasSizeGreaterThan(4);
        await().untilAsserted(
                        () ->
                                assertThat(processes)
                                        .filteredOn(ProcessHandle::isAlive)
                                        .extracting(process -> process.info().commandLine())
                                        .isEmpty());
    }

    /** Runs commands as a user would, in a terminal of their own. */
    String shell(String commands) {
        Path log = process.logFile().resolveSibling("shell-%d.log".formatted(System.nanoTime()));
        try (ChildProcess shell =
                ChildProcess.start(
                        ChildCommand.of(
                                        "bash",
                                        log,
                                        List.of("bash", "-euo", "pipefail", "-c", commands))
                                .in(Checkout.root())
                                .with(Map.of("KUBECONFIG", said("export KUBECONFIG=(\\S+)"))))) {
            assertThat(shell.awaitExit(START_TIMEOUT)).as(() -> shell.logTail()).isZero();
            return shell.log();
        }
    }

    @Override
    public void close() {
        process.close();
    }

    static Stream<String> rows(String log, String function) {
        return log.lines().filter(line -> line.matches("\\d\\d:\\d\\d.*  " + function + " .*"));
    }
}
