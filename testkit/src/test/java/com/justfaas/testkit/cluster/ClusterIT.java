package com.justfaas.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.justfaas.testkit.ChildCommand;
import com.justfaas.testkit.ChildProcess;
import com.justfaas.testkit.Polling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A cluster leaves a host as it was. Needs root and the packages of {@code .ci/check-cluster}. */
@Tag("cluster")
class ClusterIT {

    private static final Duration START = Duration.ofMinutes(2);

    /** Of a cluster that was killed until the next one has started. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void undoesWhatItChangedAlsoWhenItWasKilled() throws IOException {
        String before = host();
        Path killed = folder.resolve("killed");
        try (ChildProcess process = start(killed)) {
            Polling.await(
                    ClusterStarter.READY,
                    START,
                    () -> process.log().contains(ClusterStarter.READY),
                    process::logTail);
            assertThatThrownBy(() -> new Cluster(folder.resolve("second"), (_, _) -> {}).start())
                    .hasMessageContaining("another cluster runs on this machine")
                    .hasMessageContaining(killed.toString());
            process.kill();
        }
        assertThat(containersOf(killed)).isNotEmpty();
        assertThat(mountsIn(killed)).isNotEmpty();
        assertThat(host()).isNotEqualTo(before);

        try (Cluster next = new Cluster(folder.resolve("next"), (_, _) -> {})) {
            next.start();
            assertThat(containersOf(killed)).isEmpty();
            assertThat(mountsIn(killed)).isEmpty();
        }

        assertThat(host()).isEqualTo(before);
        assertThat(mountsIn(folder)).isEmpty();
    }

    private ChildProcess start(Path clusterFolder) {
        return ChildProcess.start(
                ChildCommand.of(
                                "cluster",
                                folder.resolve("cluster.log"),
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        ClusterStarter.class.getName(),
                                        clusterFolder.toString()))
                        .in(Path.of("").toAbsolutePath()));
    }

    /** Network interfaces, rules of the firewall, and the kernel settings that kubelet changes. */
    private static String host() throws IOException {
        return HostCommand.run("ip", "-brief", "link", "show", "type", "bridge")
                + HostCommand.run("ip", "-brief", "link", "show", "type", "veth")
                + HostCommand.run("nft", "list", "ruleset")
                + Files.readString(Path.of("/proc/sys/net/ipv4/ip_forward"))
                + Files.readString(Path.of("/proc/sys/vm/overcommit_memory"));
    }

    private static List<String> containersOf(Path clusterFolder) {
        String socket = clusterFolder.resolve("containerd.sock").toString();
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains("containerd-shim") && line.contains(socket))
                .toList();
    }

    private static List<String> mountsIn(Path clusterFolder) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/mounts")).stream()
                .filter(line -> line.contains(" " + clusterFolder))
                .toList();
    }
}
