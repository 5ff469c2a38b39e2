package com.justfaas.events.streams;

/**
 * How much the streams may hold, in bytes, and how often NATS keeps it. Together they must fit the
 * {@code max_file_store} of each server that has a replica, which reserves them up front.
 *
 * @param replicas how many servers keep each stream, at least: 1, 3 or 5
 */
public record StreamLimits(
        long functions, long events, long backlog, long deadLetters, int replicas) {

    private static final long MIB = 1024L * 1024;

    public static final StreamLimits DEFAULT =
            new StreamLimits(256 * MIB, 1024 * MIB, 1024 * MIB, 256 * MIB);

    /** One replica of each. */
    public StreamLimits(long functions, long events, long backlog, long deadLetters) {
        this(functions, events, backlog, deadLetters, 1);
    }

    /** The same, kept by so many servers. */
    public StreamLimits withReplicas(int count) {
        return new StreamLimits(functions, events, backlog, deadLetters, count);
    }
}
