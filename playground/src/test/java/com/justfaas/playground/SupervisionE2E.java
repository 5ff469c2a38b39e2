package com.justfaas.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes of the playground that are killed. */
class SupervisionE2E {

    private static final String BINARY = "faas-events.jar";
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    @TempDir private Path temporary;

    @Test
    void faasEventsIsRestartedUntilItDiesThreeTimesInAMinute() {
        try (PlaygroundProcess playground = start().awaitUp()) {
            List<ProcessHandle> servers = playground.descendants();
            ProcessHandle first = playground.descendant(BINARY);
            first.destroyForcibly();

            playground.awaitOutput(ended(first), AT_ONCE);
            playground.awaitOutput("The end of \\S+/faas-events.log:\n    \\S+", AT_ONCE);
            String gateway = playground.said("gateway +(http\\S+)");
            assertThat(
                            playground.shell(
                                    "curl -s -w ' %%{http_code}' -d '' %s/proxy-async/shop/hello/"
                                            .formatted(gateway)))
                    .startsWith("faas-events did not take the call: nothing listens on 127.0.0.1:")
                    .endsWith(" 503");
            playground.awaitOutput("faas-events is ready again after \\d+\\.\\d s");
            playground.shell(
                    "curl -sS --fail-with-body %s -H 'X-Event-Type: order.shipped' -d again"
                            .formatted(playground.said("faas-events +(http\\S+)")));
            playground.awaitOutput("shop/audit +order.shipped +1 +200 +again");

            killAgain(playground, first);
            ProcessHandle third = killAgain(playground, first);

            assertThat(playground.awaitExit()).as(playground::log).isEqualTo(1);
            playground.awaitOutput(ended(third));
            assertThat(playground.log())
                    .contains(
                            "The playground ends: faas-events ended 3 times within 60 s, and is not restarted again.")
                    .doesNotContain("Exception in thread");
            PlaygroundProcess.assertGone(servers);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nats-server", "etcd", "kube-apiserver"})
    void playgroundEndsWithItsServers(String server) {
        try (PlaygroundProcess playground = start().awaitUp()) {
            List<ProcessHandle> descendants = playground.descendants();
            ProcessHandle killed = playground.descendant("/" + server + " ");
            killed.destroyForcibly();

            playground.awaitOutput(
                    "%s \\(process %d\\) was ended by signal 9 \\(SIGKILL\\)"
                            .formatted(server, killed.pid()),
                    AT_ONCE);
            assertThat(playground.awaitExit()).as(playground::log).isEqualTo(1);
            assertThat(playground.log())
                    .contains("The playground ends: nothing works here without " + server);
            PlaygroundProcess.assertGone(descendants);
        }
    }

    /** Kills the one that runs now. */
    private static ProcessHandle killAgain(PlaygroundProcess playground, ProcessHandle earlier) {
        await().until(
                        () ->
                                playground.descendants().stream()
                                        .anyMatch(
                                                process ->
                                                        isBinary(process)
                                                                && !process.equals(earlier)));
        ProcessHandle binary = playground.descendant(BINARY);
        binary.destroyForcibly();
        binary.onExit().join();
        playground.awaitOutput(ended(binary), AT_ONCE);
        return binary;
    }

    private static boolean isBinary(ProcessHandle process) {
        return process.isAlive() && process.info().commandLine().orElse("").contains(BINARY);
    }

    private static String ended(ProcessHandle process) {
        return "faas-events \\(process %d\\) was ended by signal 9 \\(SIGKILL\\)"
                .formatted(process.pid());
    }

    private PlaygroundProcess start() {
        return PlaygroundProcess.start(
                temporary.resolve("run"), temporary.resolve("output.log"), Map.of());
    }
}
