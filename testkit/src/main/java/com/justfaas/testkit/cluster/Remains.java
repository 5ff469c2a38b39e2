package com.justfaas.testkit.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Stream.concat;

import com.justfaas.testkit.Polling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a cluster leaves on the host outside of its folder: containers, mounts, rules of the
 * firewall, control groups, the bridge, kernel settings. Removed in the same way at the end and
 * after {@code kill -9}.
 */
final class Remains {

    private static final Duration END_TIMEOUT = Duration.ofSeconds(20);
    private static final Path CONTROL_GROUPS = Path.of("/sys/fs/cgroup");
    private static final String CONTAINERD_NAMESPACE = "k8s.io";
    private static final Path LOG_LINKS = Path.of("/var/log/containers");
    private static final Path NETWORK_RESULTS = Path.of("/var/lib/cni/results");

    private final ClusterFolder folder;

    Remains(ClusterFolder folder) {
        this.folder = folder;
    }

    /** Kills every container of this cluster; a containerd that still runs then forgets it. */
    void killContainers() {
        List<Path> sockets = shimSockets();
        List<ProcessHandle> shims = shims();
        shims.stream().flatMap(ProcessHandle::descendants).forEach(ProcessHandle::destroyForcibly);
        shims.forEach(ProcessHandle::destroyForcibly);
        Polling.await(
                "the containers have ended",
                END_TIMEOUT,
                () -> shims().isEmpty(),
                () -> shims().toString());
        sockets.forEach(socket -> socket.toFile().delete());
    }

    /** They lie outside of the folder; one that was killed leaves its own. */
    private List<Path> shimSockets() {
        Path tasks = folder.file("containerd/state/io.containerd.runtime.v2.task/k8s.io");
        return list(tasks).stream()
                .map(task -> task.resolve("address"))
                .filter(Files::exists)
                .map(Remains::socket)
                .toList();
    }

    private static Path socket(Path address) {
        try {
            return Path.of(Files.readString(address).strip().replaceFirst("^unix://", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A shim is started with the socket of its containerd. */
    private List<ProcessHandle> shims() {
        return ProcessHandle.allProcesses().filter(this::isShim).toList();
    }

    private boolean isShim(ProcessHandle process) {
        try {
            Path line = Path.of("/proc", Long.toString(process.pid()), "cmdline");
            List<String> words = List.of(Files.readString(line, ISO_8859_1).split("\0", -1));
            return words.getFirst().endsWith("containerd-shim-runc-v2")
                    && words.contains(folder.socket().toString());
        } catch (IOException ended) {
            return false;
        }
    }

    /** Everything else; what is not there is no error. Nothing of the cluster runs any more. */
    void remove(Path kubeProxy) {
        unmount();
        HostCommand.run(kubeProxy.toString(), "--cleanup");
        ClusterNetwork.STANDARD.down();
        Set<String> containers = containers();
        removeControlGroups(containers);
        removeNetworkResults(containers);
        removeLogLinks();
        folder.kernelSettings().restore();
    }

    private void unmount() {
        for (Path mount : mounts().reversed()) {
            HostCommand.run("umount", "--lazy", mount.toString());
        }
        if (!mounts().isEmpty()) {
            throw new IllegalStateException("still mounted: " + mounts());
        }
    }

    /** In the order in which they were mounted. */
    private List<Path> mounts() {
        try {
            return Files.readAllLines(Path.of("/proc/self/mounts")).stream()
                    .map(line -> Path.of(line.split(" ", 3)[1].replace("\\040", " ")))
                    .filter(mount -> mount.startsWith(folder.path()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In version 1 there is a tree for each controller, in version 2 a single one. */
    private static void removeControlGroups(Set<String> containers) {
        for (Path tree :
                concat(Stream.of(CONTROL_GROUPS), list(CONTROL_GROUPS).stream()).toList()) {
            for (Path group : list(tree.resolve(CONTAINERD_NAMESPACE))) {
                if (containers.contains(group.getFileName().toString())) {
                    // one whose processes are dying is left: it costs nothing
                    var _ = group.toFile().delete();
                }
            }
        }
    }

    private static void removeNetworkResults(Set<String> containers) {
        for (Path result : list(NETWORK_RESULTS)) {
            // <network>-<container>-<interface>
            if (containers.stream().anyMatch(result.getFileName().toString()::contains)) {
                var _ = result.toFile().delete();
            }
        }
    }

    /** The kubelet links to the logs of its containers, for agents that look for them there. */
    private void removeLogLinks() {
        for (Path link : list(LOG_LINKS)) {
            if (Files.isSymbolicLink(link) && target(link).startsWith(folder.path())) {
                var _ = link.toFile().delete();
            }
        }
    }

    private static Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that this cluster ever had and containerd remembers, pods included. */
    private Set<String> containers() {
        Path known = folder.file("containerd/root/io.containerd.grpc.v1.cri");
        return Stream.of("sandboxes", "containers")
                .flatMap(kind -> list(known.resolve(kind)).stream())
                .map(path -> path.getFileName().toString())
                .collect(Collectors.toSet());
    }

    private static List<Path> list(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> content = Files.list(directory)) {
            return content.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
