package com.justfaas.testkit.cluster;

import com.justfaas.testkit.ChildCommand;
import com.justfaas.testkit.ServerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The container runtime of a cluster, with images of its own. */
final class Containerd implements AutoCloseable {

    private static final Pattern IMPORTED = Pattern.compile("unpacking (\\S+)");

    private final ClusterFolder folder;
    private final ServerProcess server;

    /**
     * @param configuration its configuration file
     */
    Containerd(ClusterFolder folder, Path configuration) {
        this.folder = folder;
        this.server =
                new ServerProcess(
                        ChildCommand.of(
                                        "containerd",
                                        folder.file("containerd.log"),
                                        List.of("containerd", "--config", configuration.toString()))
                                .with(Map.of("PATH", HostCommand.PATH)),
                        () -> HostCommand.succeeds(ctr("version")));
    }

    /** Returns when pods can be started: without these images there are none. */
    void start() {
        server.start();
        importImage(ContainerImage.PAUSE.write(folder.subfolder("images/pause")));
        importImage(ContainerImage.BUSYBOX.write(folder.subfolder("images/busybox")));
    }

    /** Imports an image and returns its reference, such as docker.io/justfaas/nats:1. */
    String importImage(Path tar) {
        String output = HostCommand.run(ctr("images", "import", tar.toString()));
        Matcher imported = IMPORTED.matcher(output);
        if (!imported.find()) {
            throw new IllegalStateException("%s holds no image: %s".formatted(tar, output.strip()));
        }
        return imported.group(1);
    }

    void kill(String container) {
        HostCommand.run(ctr("tasks", "kill", "--all", "--signal", "SIGKILL", container));
    }

    private String[] ctr(String... words) {
        List<String> all = new ArrayList<>();
        all.addAll(
                List.of("ctr", "--address", folder.socket().toString(), "--namespace", "k8s.io"));
        all.addAll(List.of(words));
        return all.toArray(String[]::new);
    }

    @Override
    public void close() {
        server.close();
    }
}
