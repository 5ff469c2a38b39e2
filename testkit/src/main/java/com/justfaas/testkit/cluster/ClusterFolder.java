package com.justfaas.testkit.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The folder with all state of a cluster, and the names that its configuration files share. */
record ClusterFolder(Path path) {

    static final String NODE = "node";

    /** A file that says whose folder it is: everything else in it is deleted at each start. */
    private static final String MARK = "cluster";

    Path file(String name) {
        return path.resolve(name);
    }

    /** Of containerd; a path may not be longer than 107 bytes. */
    Path socket() {
        return file("containerd.sock");
    }

    KernelSettings kernelSettings() {
        return new KernelSettings(file("kernel-settings"));
    }

    Path subfolder(String name) {
        try {
            return Files.createDirectories(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Deletes everything in it; nothing may be mounted there.
     *
     * @throws IllegalStateException when there is something that is not of a cluster
     */
    void empty() {
        try {
            Files.createDirectories(path);
            requireOwn();
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    if (!file.equals(path) && !file.equals(file(MARK))) {
                        Files.delete(file);
                    }
                }
            }
            Files.writeString(file(MARK), "");
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be emptied: %s".formatted(path, e), e);
        }
    }

    private void requireOwn() throws IOException {
        try (Stream<Path> content = Files.list(path)) {
            if (content.findAny().isPresent() && !Files.exists(file(MARK))) {
                throw new IllegalStateException(
                        "%s holds files that are not of a cluster: name another folder"
                                .formatted(path));
            }
        }
    }

    /** Writes a file from the resource of that name, each {@code ${name}} replaced by its value. */
    Path write(String name, String resource, Map<String, String> values) {
        try (InputStream template =
                Objects.requireNonNull(
                        ClusterFolder.class.getResourceAsStream(resource), resource)) {
            String text = new String(template.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("${" + value.getKey() + "}", value.getValue());
            }
            if (text.contains("${")) {
                throw new IllegalStateException("%s lacks a value: %s".formatted(resource, text));
            }
            Files.createDirectories(file(name).resolveSibling(""));
            return Files.writeString(file(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be written: %s".formatted(name, e), e);
        }
    }
}
