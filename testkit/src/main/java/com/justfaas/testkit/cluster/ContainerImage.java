package com.justfaas.testkit.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Images of one layer that holds busybox, which every cluster has: what keeps a pod's network while
 * its containers come and go, and a shell to look around with.
 *
 * @param reference name and tag
 * @param command JSON: what the image runs by default
 */
record ContainerImage(String reference, String command) {

    /** Does nothing until it is killed. */
    static final ContainerImage PAUSE =
            new ContainerImage("justfaas/pause:1", "[\"/bin/sleep\", \"2147483647\"]");

    static final ContainerImage BUSYBOX = new ContainerImage("justfaas/busybox:1", "[\"/bin/sh\"]");

    private static final Path BINARY = Path.of("/bin/busybox");

    /** Writes it in a folder, as {@code docker save} would, and returns the file. */
    Path write(Path folder) {
        try {
            Path bin = Files.createDirectories(folder.resolve("root/bin"));
            Files.createDirectories(folder.resolve("root/tmp"));
            Files.copy(BINARY, bin.resolve("busybox"));
            for (String tool : HostCommand.run(BINARY.toString(), "--list").lines().toList()) {
                if (!tool.equals("busybox")) {
                    Files.createSymbolicLink(bin.resolve(tool), Path.of("busybox"));
                }
            }
            Path layer = archive(folder, "layer.tar", folder.resolve("root"), List.of("."));
            Files.writeString(folder.resolve("config.json"), configuration(layer));
            Files.writeString(
                    folder.resolve("manifest.json"),
                    """
                    [{"Config": "config.json", "RepoTags": ["%s"], "Layers": ["layer.tar"]}]
                    """
                            .formatted(reference));
            return archive(
                    folder,
                    "image.tar",
                    folder,
                    List.of("manifest.json", "config.json", "layer.tar"));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "image %s cannot be written: %s".formatted(reference, e), e);
        }
    }

    private String configuration(Path layer) throws IOException {
        return """
        {
          "architecture": "%s",
          "os": "linux",
          "config": {"Env": ["PATH=/bin"], "Cmd": %s},
          "rootfs": {"type": "layers", "diff_ids": ["sha256:%s"]}
        }
        """
                .formatted(architecture(), command, sha256(layer));
    }

    private static Path archive(Path folder, String name, Path content, List<String> files) {
        Path tar = folder.resolve(name);
        String[] words = {"tar", "-C", content.toString(), "-cf", tar.toString()};
        HostCommand.run(Stream.concat(Arrays.stream(words), files.stream()).toArray(String[]::new));
        return tar;
    }

    private static String architecture() {
        String name = System.getProperty("os.arch");
        return name.equals("aarch64") ? "arm64" : name;
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
