package com.justfaas.events.streams;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        return urls().map(this::withoutSecrets).collect(Collectors.joining(","));
    }

    /** A text without our users and passwords: the client's errors repeat its URLs. */
    String withoutSecrets(String text) {
        return urls().map(NatsSettings::userInfo)
                .reduce(text, (clean, userInfo) -> clean.replace(userInfo, ""));
    }

    private Stream<String> urls() {
        return Stream.of(url.split(",", -1)).map(String::trim);
    }

    /** {@code user:password@}, taken apart by hand: what is no URI may hold a password, too. */
    private static String userInfo(String url) {
        int scheme = url.indexOf("://");
        int start = scheme < 0 ? 0 : scheme + "://".length();
        return url.substring(start, Math.max(start, url.lastIndexOf('@') + 1));
    }

    @Override
    public String toString() {
        return shown();
    }
}
