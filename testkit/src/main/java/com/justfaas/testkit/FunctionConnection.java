package com.justfaas.testkit;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The connection of a client to a {@link RecordingFunction}, seen by an {@link Answer}. */
public final class FunctionConnection implements Closeable {

    private final Socket socket;
    private final InputStream input;
    private final OutputStream output;

    FunctionConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.input = new BufferedInputStream(socket.getInputStream());
        this.output = socket.getOutputStream();
    }

    /** The next request; empty when the client closed the connection instead. */
    Optional<ReceivedRequest> next() throws IOException {
        return new RequestReader(input, output).read();
    }

    boolean isOpen() {
        return !socket.isClosed();
    }

    /** Sends the bytes at once. */
    public void write(byte[] bytes) throws IOException {
        output.write(bytes);
        output.flush();
    }

    public void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Waits until the client closes the connection; what it sends meanwhile is dropped. */
    public void awaitHangUp() throws IOException {
        input.transferTo(OutputStream.nullOutputStream());
        hangUp();
    }

    public void hangUp() {
        Sockets.close(socket);
    }

    public void reset() {
        Sockets.reset(socket);
    }

    @Override
    public void close() {
        hangUp();
    }
}
