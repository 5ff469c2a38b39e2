package com.justfaas.playground.box;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder that holds all state and every log. One playground at a time has it. */
public final class RunFolder implements AutoCloseable {

    private final Path folder;
    private final FileChannel lock;

    private RunFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Makes it if need be, and removes the logs of the run before.
     *
     * @throws IllegalStateException when another playground has it
     */
    public static RunFolder open(Path path) {
        try {
            Path folder = Files.createDirectories(path.toAbsolutePath().normalize());
            FileChannel channel =
                    FileChannel.open(
                            folder.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            @Nullable FileLock held = channel.tryLock();
            if (held == null) {
                channel.close();
                throw new IllegalStateException(
                        "another playground runs in %s (process %s): stop it first"
                                .formatted(folder, Files.readString(folder.resolve("pid")).trim()));
            }
            RunFolder opened = new RunFolder(folder, channel);
            Files.writeString(opened.file("pid"), ProcessHandle.current().pid() + "\n");
            opened.removeLogs();
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be used: %s".formatted(path, e), e);
        }
    }

    public Path path() {
        return folder;
    }

    public Path file(String name) {
        return folder.resolve(name);
    }

    private void removeLogs() throws IOException {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            List<Path> logs = files.filter(file -> file.toString().endsWith(".log")).toList();
            for (Path log : logs) {
                Files.delete(log);
            }
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file("pid"));
        lock.close();
    }
}
