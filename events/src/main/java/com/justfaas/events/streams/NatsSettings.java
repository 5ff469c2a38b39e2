package com.justfaas.events.streams;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where NATS is.
 *
 * @param url one or more URLs, comma-separated, such as {@code nats://nats.faas:4222}; may hold a
 *     user and a password
 * @param credentials a {@code .creds} file, or null
 */
public record NatsSettings(String url, @Nullable Path credentials) {

    /** The URLs without user and password, for logs and messages. */
    public String shown() {
        StringBuilder shown = new StringBuilder();
        for (String one : url.split(",", -1)) {
            URI uri = URI.create(one.trim());
            shown.append(shown.isEmpty() ? "" : ",")
                    .append(uri.getScheme())
                    .append("://")
                    .append(uri.getHost())
                    .append(uri.getPort() < 0 ? "" : ":" + uri.getPort());
        }
        return shown.toString();
    }

    @Override
    public String toString() {
        return shown();
    }
}
