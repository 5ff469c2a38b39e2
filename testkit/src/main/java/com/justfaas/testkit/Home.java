package com.justfaas.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder that a server keeps its state in.
 *
 * @param temporary whether it goes when the server is closed
 */
record Home(Path folder, boolean temporary) {

    /** The given folder, which stays, or else a temporary one. */
    static Home of(@Nullable Path folder, String name) {
        try {
            if (folder == null) {
                return new Home(Files.createTempDirectory("faas-" + name + "-"), true);
            }
            return new Home(Files.createDirectories(folder.toAbsolutePath()), false);
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for " + name, e);
        }
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    Path subfolder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String file, String content) {
        try {
            Files.writeString(file(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes it if it was temporary. */
    void release() {
        if (temporary) {
            delete(folder);
        }
    }

    /** Deletes that folder, if it is there, and all that is in it. */
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }
}
