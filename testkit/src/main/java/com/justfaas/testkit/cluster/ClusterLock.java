package com.justfaas.testkit.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One cluster at a time runs on a machine. Beside the lock there is a file that says where the
 * cluster keeps its state and which process runs it; an orderly end deletes it.
 */
final class ClusterLock implements AutoCloseable {

    private static final Path FOLDER = Path.of("/run/faas-events-cluster");
    private static final Path RUNNING = FOLDER.resolve("running");

    private final FileChannel channel;

    private ClusterLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes it.
     *
     * @throws IllegalStateException when another cluster runs
     */
    static ClusterLock acquire() {
        try {
            Files.createDirectories(FOLDER);
            FileChannel channel =
                    FileChannel.open(
                            FOLDER.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (isHeldElsewhere(channel)) {
                channel.close();
                throw new IllegalStateException(
                        "another cluster runs on this machine (in %s): stop it first"
                                .formatted(String.join(", process ", running())));
            }
            return new ClusterLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(FOLDER + " cannot be used: " + e, e);
        }
    }

    private static boolean isHeldElsewhere(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock == null;
        } catch (OverlappingFileLockException thisProcess) {
            return true;
        }
    }

    /** The folder of a cluster that did not end in order. */
    Optional<Path> unfinished() {
        try {
            return running().stream().findFirst().map(Path::of);
        } catch (IOException e) {
            throw new UncheckedIOException(RUNNING + " cannot be read: " + e, e);
        }
    }

    private static List<String> running() throws IOException {
        return Files.exists(RUNNING) ? Files.readAllLines(RUNNING) : List.of();
    }

    void began(Path folder) {
        try {
            Files.write(
                    RUNNING,
                    List.of(folder.toString(), Long.toString(ProcessHandle.current().pid())));
        } catch (IOException e) {
            throw new UncheckedIOException(RUNNING + " cannot be written: " + e, e);
        }
    }

    void ended() {
        try {
            Files.deleteIfExists(RUNNING);
        } catch (IOException e) {
            throw new UncheckedIOException(RUNNING + " cannot be deleted: " + e, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
