package com.justfaas.e2e.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What processes have used of the processors: a figure that holds on a busy machine, too, where
 * rates do not.
 */
final class CpuTime {

    /** The kernel counts in hundredths of a second, whatever its own clock is. */
    private static final double MICROS_PER_TICK = 10_000;

    private static final int USER = 11;
    private static final int SYSTEM = 12;

    private final long pid;
    private double from;
    private long fromNanos;
    private double used;
    private long nanos;

    CpuTime(long pid) {
        this.pid = pid;
        start();
    }

    final void start() {
        from = micros();
        fromNanos = System.nanoTime();
    }

    void stop() {
        used = micros() - from;
        nanos = System.nanoTime() - fromNanos;
    }

    /** Microseconds from start to stop, for each of so many. */
    double per(int events) {
        return used / events;
    }

    /** From start to stop, of one processor. */
    double percent() {
        return 100_000 * used / nanos;
    }

    private double micros() {
        try {
            String stat = Files.readString(Path.of("/proc/%d/stat".formatted(pid)));
            // the name of the program is in parentheses, and may hold anything
            List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
            return (Long.parseLong(fields.get(USER)) + Long.parseLong(fields.get(SYSTEM)))
                    * MICROS_PER_TICK;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
