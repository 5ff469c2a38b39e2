package com.justfaas.testkit;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The streams of a server, deleted in such a way that others can be made at once.
 *
 * <p>When an account's last stream is deleted, nats-server removes the folder of its streams, in
 * the background. A stream that is made in that moment fails, once in some thousand times: "could
 * not create storage directory" in its log, "error creating store for stream" (10049) for the
 * client. So one stream is always left.
 */
public final class Streams {

    private static final String SPARE = "testkit-spare";

    private Streams() {}

    /** Deletes every stream but the spare one, which takes a subject that nobody uses. */
    public static void deleteAll(Connection connection) {
        try {
            JetStreamManagement management = connection.jetStreamManagement();
            management.addStream(StreamConfiguration.builder().name(SPARE).subjects(SPARE).build());
            for (String name : names(connection)) {
                management.deleteStream(name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JetStreamApiException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of all streams but the spare one. */
    public static List<String> names(Connection connection) {
        try {
            return connection.jetStreamManagement().getStreamNames().stream()
                    .filter(name -> !name.equals(SPARE))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JetStreamApiException e) {
            throw new IllegalStateException(e);
        }
    }
}
