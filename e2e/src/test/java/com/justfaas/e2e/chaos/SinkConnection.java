package com.justfaas.e2e.chaos;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;

/**
 * A connection to a function. Reads just as much HTTP as the router writes: requests with a {@code
 * Content-Length}, one at a time.
 */
final class SinkConnection {

    private static final int ROOM = 2 * 1024 * 1024;
    private static final int USUAL = 4096;
    private static final int LARGE = 64 * 1024;
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final SinkFunction function;
    private ByteBuffer buffer = ByteBuffer.allocate(USUAL);

    SinkConnection(SocketChannel channel, SinkFunction function) {
        this.channel = channel;
        this.function = function;
    }

    SinkFunction function() {
        return function;
    }

    /**
     * Reads what there is.
     *
     * @param request told the number of the event of each request that is whole
     * @return false when the client has left
     */
    boolean read(IntConsumer request) throws IOException {
        if (channel.read(buffer) < 0) {
            return false;
        }
        int end = headersEnd();
        if (end > 0) {
            int whole = end + contentLength(end);
            if (buffer.position() >= whole) {
                int event = EventText.number(buffer, end);
                buffer = whole > LARGE ? ByteBuffer.allocate(USUAL) : buffer.clear();
                request.accept(event);
            } else if (whole > buffer.capacity()) {
                grow(whole);
            }
        }
        return true;
    }

    private void grow(int size) throws IOException {
        if (size > ROOM) {
            throw new IOException("a request of %d bytes".formatted(size));
        }
        buffer = ByteBuffer.allocate(size).put(buffer.flip());
    }

    private int headersEnd() {
        for (int i = 3; i < buffer.position(); i++) {
            if (buffer.get(i) == '\n' && buffer.get(i - 2) == '\n') {
                return i + 1;
            }
        }
        return 0;
    }

    private int contentLength(int end) throws IOException {
        for (int i = 0; i < end - LENGTH.length; i++) {
            if (buffer.get(i) == '\n' && startsWithLength(i + 1)) {
                return number(i + 1 + LENGTH.length);
            }
        }
        throw new IOException("a request without Content-Length");
    }

    private boolean startsWithLength(int start) {
        for (int i = 0; i < LENGTH.length; i++) {
            if ((buffer.get(start + i) | 0x20) != (LENGTH[i] | 0x20)) {
                return false;
            }
        }
        return true;
    }

    private int number(int start) {
        int number = 0;
        for (int i = start; buffer.get(i) != '\r'; i++) {
            if (buffer.get(i) != ' ') {
                number = number * 10 + buffer.get(i) - '0';
            }
        }
        return number;
    }

    /** An answer is far smaller than a socket's buffer, so that it is written at one go. */
    void answer(ByteBuffer answer) throws IOException {
        channel.write(answer);
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("a connection cannot be closed", e);
        }
    }
}
