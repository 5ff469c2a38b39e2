package com.justfaas.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir Path folder;

    @Test
    void capturesOutputEnvironmentFolderAndExitCode() {
        ChildProcess child =
                ChildProcess.start(
                        shell("echo $GREETING; pwd; echo oops >&2; cat; exit 7")
                                .with(Map.of("GREETING", "hello")));

        assertThat(child.awaitExit(SOON)).isEqualTo(7);
        assertThat(child.log()).isEqualTo("hello\n%s\noops\n".formatted(folder));
        assertThat(child.logTail()).contains("ended with exit code 7", "oops");
    }

    @Test
    void showsOnlyWhatTheChildItselfPrinted() {
        ChildProcess.start(shell("echo first")).awaitExit(SOON);
        ChildProcess second = ChildProcess.start(shell("echo second"));
        second.awaitExit(SOON);

        assertThat(second.log()).isEqualTo("second\n");
    }

    @Test
    void hidesInheritedVariables() {
        ChildProcess child = ChildProcess.start(shell("echo ${HOME:-none}").without("HOM"));
        child.awaitExit(SOON);

        assertThat(child.log()).isEqualTo("none\n");
    }

    @Test
    void hasThePidOfTheProgramItself() {
        ChildProcess child = ChildProcess.start(shell("echo $$"));
        child.awaitExit(SOON);

        assertThat(child.log()).isEqualTo(child.pid() + "\n");
    }

    @Test
    void killsAtOnce() {
        ChildProcess child = ChildProcess.start(sleep());
        child.kill();

        assertThat(child.exitCode()).isEqualTo(128 + 9);
    }

    @Test
    void terminatesAlsoWhatIsPaused() {
        ChildProcess child = ChildProcess.start(sleep());
        child.pause();

        assertThat(child.terminate(SOON)).isEqualTo(128 + 15);
    }

    @Test
    void killsWhatIgnoresSigterm() {
        ChildProcess child =
                ChildProcess.start(shell("trap '' TERM; echo ready; while :; do sleep 0.05; done"));
        await().until(() -> child.log().contains("ready"));

        assertThatThrownBy(() -> child.terminate(Duration.ofMillis(200)))
                .hasMessageContaining("ignored SIGTERM");
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void pausesAndResumes() {
        ChildProcess child = ChildProcess.start(shell("while :; do echo .; sleep 0.02; done"));
        await().until(() -> child.log().length() > 2);
        child.pause();
        String paused = child.log();
        await().during(Duration.ofMillis(200)).until(() -> child.log().equals(paused));
        child.resume();
        await().until(() -> child.log().length() > paused.length());
        child.close();
    }

    @Test
    void diesWithAJvmThatIsKilled() throws IOException {
        Process jvm =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                ChildStarter.class.getName(),
                                folder.resolve("child.log").toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        long pid;
        try (BufferedReader output = jvm.inputReader()) {
            pid = Long.parseLong(output.readLine());
        }
        assertThat(isAlive(pid)).isTrue();

        jvm.destroyForcibly();
        await().atMost(SOON).until(() -> !isAlive(pid));
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private ChildCommand shell(String script) {
        return ChildCommand.of(
                "script", folder.resolve("child.log"), List.of("/bin/sh", "-c", script));
    }

    private ChildCommand sleep() {
        return ChildCommand.of("sleep", folder.resolve("child.log"), List.of("sleep", "600"));
    }
}
