package com.justfaas.testkit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Reads the log files of children, which may hold anything. */
final class LogFiles {

    /** Of a log that may be too large for memory, the last lines are looked for in so much. */
    private static final int TAIL_BYTES = 64 * 1024;

    private LogFiles() {}

    /** What was appended from that byte on. */
    static String read(Path file, long start) {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            return read(log, start);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** At most so many of the last lines of what was appended from that byte on. */
    static List<String> lastLines(Path file, long start, int count) {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(start, log.length() - TAIL_BYTES);
            List<String> lines = read(log, from).lines().toList();
            // the first one may have begun before
            int first = from > start ? 1 : 0;
            return lines.subList(
                    Math.min(lines.size(), Math.max(first, lines.size() - count)), lines.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(RandomAccessFile log, long start) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(Math.max(0, log.length() - start))];
        log.seek(start);
        log.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
