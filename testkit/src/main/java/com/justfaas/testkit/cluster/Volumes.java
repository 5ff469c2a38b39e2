package com.justfaas.testkit.cluster;

import com.justfaas.testkit.KubernetesServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** The storage of a cluster: a default class, and some volumes that are folders of the host. */
final class Volumes {

    private static final int COUNT = 4;

    private Volumes() {}

    static void create(ClusterFolder folder, KubernetesServer server) {
        server.apply(folder.write("storage-class.yaml", "storage-class.yaml", Map.of()), "default");
        for (int i = 1; i <= COUNT; i++) {
            String name = "local-" + i;
            makeWritable(folder.subfolder("volumes/" + name));
            Map<String, String> values = Map.of("volume", name, "folder", folder.path().toString());
            server.apply(folder.write(name + ".yaml", "volume.yaml", values), "default");
        }
    }

    /** The kubelet gives such a volume to no group, whatever a pod's fsGroup says. */
    private static void makeWritable(Path volume) {
        try {
            Files.setPosixFilePermissions(volume, PosixFilePermissions.fromString("rwxrwxrwx"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
