package com.justfaas.testkit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads a request of HTTP/1.1 (RFC 9112), as far as well-behaved clients use it. */
final class RequestReader {

    private final InputStream input;
    private final OutputStream output;

    RequestReader(InputStream input, OutputStream output) {
        this.input = input;
        this.output = output;
    }

    Optional<ReceivedRequest> read() throws IOException {
        Optional<String> requestLine = line();
        if (requestLine.isEmpty()) {
            return Optional.empty();
        }
        String[] words = requestLine.get().split(" ", -1);
        if (words.length != 3) {
            throw new ProtocolException("not a request line: " + requestLine.get());
        }
        HttpHeaders headers = headers();
        if (headers.firstValue("Expect").isPresent()) {
            output.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            output.flush();
        }
        return Optional.of(ReceivedRequest.of(words[0], words[1], headers, body(headers)));
    }

    private HttpHeaders headers() throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = required(); !line.isEmpty(); line = required()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new ProtocolException("not a header: " + line);
            }
            headers.computeIfAbsent(line.substring(0, colon), _ -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return HttpHeaders.of(headers, (_, _) -> true);
    }

    private byte[] body(HttpHeaders headers) throws IOException {
        if (headers.firstValue("Transfer-Encoding").isPresent()) {
            return chunks();
        }
        return bytes(Math.toIntExact(headers.firstValueAsLong("Content-Length").orElse(0)));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.writeBytes(bytes(size));
            required();
        }
        while (!required().isEmpty()) {
            // trailers say nothing that a test asks for
        }
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(required().split(";", 2)[0].strip(), 16);
    }

    private byte[] bytes(int size) throws IOException {
        byte[] bytes = input.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("the client hung up in the middle of a body");
        }
        return bytes;
    }

    private String required() throws IOException {
        return line().orElseThrow(
                        () -> new EOFException("the client hung up in the middle of a request"));
    }

    /** The next line without its end; empty at the end of the stream. */
    private Optional<String> line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                return Optional.empty();
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
}
