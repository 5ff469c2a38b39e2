package com.justfaas.testkit;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a test may want of its nats-server.
 *
 * @param maxPayload largest message in bytes, headers included
 * @param maxFileStore limit of all streams together, in bytes
 * @param syncInterval when JetStream syncs to disk: a duration like {@code 2m}, or {@code always}
 * @param folder where it keeps configuration, log and streams; null is a temporary folder, gone
 *     when it is closed
 * @param port of clients; 0 picks one
 */
public record NatsOptions(
        int maxPayload, long maxFileStore, String syncInterval, @Nullable Path folder, int port) {

    private static final int ONE_MEBIBYTE = 1 << 20;
    private static final long SIXTEEN_GIBIBYTES = 16L << 30;

    /** nats-server's own defaults, with a file store that the disk need not have. */
    public static NatsOptions defaults() {
        return new NatsOptions(ONE_MEBIBYTE, SIXTEEN_GIBIBYTES, "2m", null, 0);
    }

    public NatsOptions withMaxPayload(int bytes) {
        return new NatsOptions(bytes, maxFileStore, syncInterval, folder, port);
    }

    public NatsOptions withMaxFileStore(long bytes) {
        return new NatsOptions(maxPayload, bytes, syncInterval, folder, port);
    }

    public NatsOptions withSyncInterval(String interval) {
        return new NatsOptions(maxPayload, maxFileStore, interval, folder, port);
    }

    public NatsOptions in(Path home) {
        return new NatsOptions(maxPayload, maxFileStore, syncInterval, home, port);
    }

    public NatsOptions on(int clientPort) {
        return new NatsOptions(maxPayload, maxFileStore, syncInterval, folder, clientPort);
    }

    String configuration(int clientPort, int monitorPort, Path streams) {
        return """
                listen: "127.0.0.1:%d"
                http: "127.0.0.1:%d"
                max_payload: %d
                jetstream {
                  store_dir: "%s"
                  max_file_store: %d
                  sync_interval: %s
                }
                """
                .formatted(
                        clientPort, monitorPort, maxPayload, streams, maxFileStore, syncInterval);
    }
}
