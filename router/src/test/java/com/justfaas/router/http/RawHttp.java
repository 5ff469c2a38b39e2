package com.justfaas.router.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** A client that sends exactly the bytes that a test wants, also wrong ones. */
public final class RawHttp implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket;

    private RawHttp(Socket socket) {
        this.socket = socket;
    }

    /**
     * A response.
     *
     * @param head status line and headers
     */
    public record Reply(int status, String head, String body) {

        public Optional<String> header(String name) {
            return head.lines()
                    .filter(
                            line ->
                                    line.toLowerCase(Locale.ROOT)
                                            .startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).trim())
                    .findFirst();
        }

        public boolean isProblem() {
            return header("Content-Type").equals(Optional.of(Problem.CONTENT_TYPE))
                    && body.contains("\"status\":" + status)
                    && !body.contains("\tat ")
                    && !body.contains("Exception");
        }
    }

    public static RawHttp connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return new RawHttp(socket);
    }

    /** Sends it on a connection of its own, and reads the answer. */
    public static Reply exchange(int port, String request) throws IOException {
        try (RawHttp http = connect(port)) {
            return http.send(request).read();
        }
    }

    public RawHttp send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawHttp send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Says that nothing more will come, and goes on listening. */
    public RawHttp endOfInput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** One response, {@code 100 Continue} included. */
    public Reply read() throws IOException {
        Reply reply = readHead();
        int length = Integer.parseInt(reply.header("Content-Length").orElse("0"));
        String body =
                new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
        return new Reply(reply.status(), reply.head(), body);
    }

    /** One response without a body, such as one to HEAD, whatever its headers say. */
    public Reply readHead() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("the connection ended after: " + bytes);
            }
            bytes.write(b);
        }
        String head = bytes.toString(StandardCharsets.ISO_8859_1);
        return new Reply(Integer.parseInt(head.split(" ", 3)[1]), head, "");
    }

    /** All that the server sends before it closes the connection. */
    public String readToEnd() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(bytes);
        } catch (SocketTimeoutException stillOpen) {
            throw new UncheckedIOException("not closed after: " + bytes, stillOpen);
        } catch (IOException reset) {
            return bytes.toString(StandardCharsets.UTF_8) + "<reset: " + reset.getMessage() + ">";
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Whether the server closes the connection instead of sending more. */
    public boolean isClosedByServer() {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
