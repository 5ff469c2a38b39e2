package com.justfaas.playground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The TCP sockets on which processes listen, as Linux knows them. */
final class Listeners {

    private static final String LISTEN = "0A";
    private static final int ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private Listeners() {}

    /** {@code 0100007F:1F90} for port 8080 of 127.0.0.1: the bytes as this machine stores them. */
    static List<String> of(Collection<ProcessHandle> processes) {
        Set<String> inodes =
                processes.stream()
                        .flatMap(process -> openFiles(process.pid()))
                        .filter(file -> file.startsWith("socket:["))
                        .map(file -> file.substring("socket:[".length(), file.length() - 1))
                        .collect(Collectors.toSet());
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .map(Path::of)
                .filter(Files::exists)
                .flatMap(Listeners::rows)
                .map(row -> Arrays.asList(row.strip().split("\\s+")))
                .filter(row -> row.get(STATE).equals(LISTEN) && inodes.contains(row.get(INODE)))
                .map(row -> row.get(ADDRESS))
                .toList();
    }

    private static Stream<String> rows(Path table) {
        try {
            return Files.readAllLines(table).stream().skip(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> openFiles(long pid) {
        try (Stream<Path> files = Files.list(Path.of("/proc/%d/fd".formatted(pid)))) {
            return files.map(Listeners::target).toList().stream();
        } catch (IOException | UncheckedIOException ended) {
            return Stream.empty();
        }
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException closed) {
            return "";
        }
    }
}
