package com.justfaas.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.justfaas.testkit.NatsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;

/** What nats-server's monitoring tells of the streams. */
final class Jetstream {

    private Jetstream() {}

    /** How many messages a stream holds. */
    static long messages(NatsServer server, String stream) {
        try (InputStream answer =
                URI.create(server.monitorUrl() + "/jsz?streams=true").toURL().openStream()) {
            JsonNode accounts = new ObjectMapper().readTree(answer).path("account_details");
            for (JsonNode one : accounts.path(0).path("stream_detail")) {
                if (one.path("name").asText().equals(stream)) {
                    return one.path("state").path("messages").asLong();
                }
            }
            throw new IllegalArgumentException("there is no stream " + stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
