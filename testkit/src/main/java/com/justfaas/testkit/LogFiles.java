package com.justfaas.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the log files of children, which may hold anything. */
final class LogFiles {

    private static final int TAIL_LINES = 40;

    private LogFiles() {}

    /** What was appended from that byte on. */
    static String read(Path file, long start) {
        try {
            byte[] all = Files.readAllBytes(file);
            int from = Math.toIntExact(Math.min(start, all.length));
            return new String(all, from, all.length - from, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String tail(String log) {
        List<String> lines = log.lines().toList();
        return String.join(
                "\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }
}
