package com.justfaas.events.streams;

/**
 * How much the streams may hold, in bytes. Together they must fit the server's {@code
 * max_file_store}, which reserves them up front.
 */
public record StreamLimits(long functions, long events, long backlog, long deadLetters) {

    private static final long MIB = 1024L * 1024;

    public static final StreamLimits DEFAULT =
            new StreamLimits(256 * MIB, 1024 * MIB, 1024 * MIB, 256 * MIB);
}
