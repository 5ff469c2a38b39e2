package com.justfaas.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A complete HTTP response; immutable. */
public final class Response implements Answer {

    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final int status;
    private final List<String> headerLines;
    private final byte[] body;

    private Response(int status, List<String> headerLines, byte[] body) {
        this.status = status;
        this.headerLines = headerLines;
        this.body = body;
    }

    static Response of(int status) {
        return new Response(status, List.of(), new byte[0]);
    }

    /** Adds a header, beside those of the same name. */
    public Response header(String name, String value) {
        List<String> lines = new ArrayList<>(headerLines);
        lines.add(name + ": " + value);
        return new Response(status, List.copyOf(lines), body);
    }

    public Response body(String contentType, String text) {
        return body(contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    public Response body(String contentType, byte[] bytes) {
        return new Response(status, headerLines, bytes.clone()).header("Content-Type", contentType);
    }

    @Override
    public void give(FunctionConnection connection) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" -\r\n");
        headerLines.forEach(line -> head.append(line).append("\r\n"));
        if (status != NO_CONTENT && status != NOT_MODIFIED) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        message.writeBytes(body);
        connection.write(message.toByteArray());
    }
}
