package com.justfaas.router.http;

import java.time.Duration;

/**
 * What one HTTP server grants its clients.
 *
 * @param connections most connections at once; the one that has been idle longest goes when there
 *     are as many
 * @param idle a connection on which nothing moves for so long is closed
 * @param head longest a request's line and headers may take from their first byte to their last
 * @param largeHeads most bytes of memory for what heads have beyond 8 KiB each, over all
 *     connections
 * @param body longest a request's body may take after its head
 * @param stop longest a stop waits for requests in flight
 */
public record HttpLimits(
        int connections,
        Duration idle,
        Duration head,
        long largeHeads,
        Duration body,
        Duration stop) {

    private static final long MIB = 1024L * 1024;

    /** Enough for any honest client on a slow link. */
    public static final HttpLimits STANDARD =
            new HttpLimits(
                    4096,
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(10),
                    Math.clamp(Runtime.getRuntime().maxMemory() / 16, 8 * MIB, 64 * MIB),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10));

    public HttpLimits withConnections(int other) {
        return new HttpLimits(other, idle, head, largeHeads, body, stop);
    }

    public HttpLimits withIdle(Duration other) {
        return new HttpLimits(connections, other, head, largeHeads, body, stop);
    }

    public HttpLimits withHead(Duration other) {
        return new HttpLimits(connections, idle, other, largeHeads, body, stop);
    }

    public HttpLimits withLargeHeads(long other) {
        return new HttpLimits(connections, idle, head, other, body, stop);
    }

    public HttpLimits withBody(Duration other) {
        return new HttpLimits(connections, idle, head, largeHeads, other, stop);
    }
}
