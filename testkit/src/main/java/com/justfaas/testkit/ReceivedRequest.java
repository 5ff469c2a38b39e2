package com.justfaas.testkit;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request as a {@link RecordingFunction} got it. */
public final class ReceivedRequest {

    private final String method;
    private final String path;
    private final @Nullable String query;
    private final HttpHeaders headers;
    private final byte[] body;
    private final long nanoTime;

    private ReceivedRequest(
            String method,
            String path,
            @Nullable String query,
            HttpHeaders headers,
            byte[] body,
            long nanoTime) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.body = body;
        this.nanoTime = nanoTime;
    }

    /** A request that was complete just now. */
    static ReceivedRequest of(String method, String target, HttpHeaders headers, byte[] body) {
        int mark = target.indexOf('?');
        return new ReceivedRequest(
                method,
                mark < 0 ? target : target.substring(0, mark),
                mark < 0 ? null : target.substring(mark + 1),
                headers,
                body,
                System.nanoTime());
    }

    public String method() {
        return method;
    }

    /** As it was sent, still encoded. */
    public String path() {
        return path;
    }

    /** As it was sent, still encoded; null when there was no question mark. */
    public @Nullable String query() {
        return query;
    }

    public HttpHeaders headers() {
        return headers;
    }

    /** The first value of a header, whatever the case of its name. */
    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    public byte[] body() {
        return body.clone();
    }

    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** {@link System#nanoTime()} when its last byte had arrived. */
    public long nanoTime() {
        return nanoTime;
    }

    @Override
    public String toString() {
        String target = query == null ? path : path + "?" + query;
        return "%s %s %s (%d bytes)".formatted(method, target, headers.map(), body.length);
    }
}
