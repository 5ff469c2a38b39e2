package com.justfaas.router.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.justfaas.events.Payload;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A complete response.
 *
 * @param headers besides {@code Content-Type} and {@code Content-Length}
 */
public record Answer(int status, String contentType, Map<String, String> headers, Payload body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public Answer {
        headers = Map.copyOf(headers);
    }

    /** The value as Jackson writes it: maps, lists, records, text, numbers. */
    public static Answer json(int status, Object value) {
        return new Answer(status, "application/json", Map.of(), write(value));
    }

    public static Answer of(Problem problem) {
        return new Answer(
                problem.status(), Problem.CONTENT_TYPE, problem.headers(), write(problem.body()));
    }

    public static Answer text(int status, String contentType, String text) {
        return new Answer(status, contentType, Map.of(), Payload.utf8(text));
    }

    /** The same with other headers. */
    public Answer withHeaders(Map<String, String> other) {
        return new Answer(status, contentType, other, body);
    }

    /** The same, and the connection is closed after it. */
    public Answer closing() {
        Map<String, String> closing = new HashMap<>(headers);
        closing.put("Connection", "close");
        return withHeaders(closing);
    }

    /** Writes all of it; what follows on the connection is the container's business. */
    public void writeTo(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        // bytes and not text, so that the container adds no charset of its own
        response.setHeader("Content-Type", contentType);
        headers.forEach(response::setHeader);
        response.setContentLength(body.size());
        response.getOutputStream().write(body.bytes());
    }

    private static Payload write(Object value) {
        try {
            return Payload.of(JSON.writeValueAsString(value).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write JSON of " + value.getClass(), e);
        }
    }
}
