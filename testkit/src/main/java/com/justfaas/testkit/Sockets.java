package com.justfaas.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What the stand-ins do to sockets. */
final class Sockets {

    private static final int BACKLOG = 1024;

    /** Far more than a process needs from its fork to its program. */
    private static final Duration INHERITED = Duration.ofSeconds(5);

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(2);

    private Sockets() {}

    /**
     * Listens on a port of 127.0.0.1, also when connections of a listener before it still linger
     * there.
     *
     * <p>A process that this JVM starts has copies of all its sockets until its program runs, and
     * so keeps a port that was closed here. Who starts one need not be a test: Surefire looks for
     * its parent with {@code ps}. A port in use is therefore tried again for a while.
     */
    static ServerSocket listen(int port) throws IOException {
        long start = System.nanoTime();
        while (true) {
            try {
                return listenNow(port);
            } catch (BindException taken) {
                if (System.nanoTime() - start > INHERITED.toNanos()) {
                    throw taken;
                }
                LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
            }
        }
    }

    private static ServerSocket listenNow(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            return socket;
        } catch (IOException e) {
            close(socket);
            throw e;
        }
    }

    static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // closed is what it should be
        }
    }

    /**
     * Closes with a TCP reset: the other side reads "connection reset" instead of an end of stream.
     */
    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException gone) {
            // already closed
        }
        close(socket);
    }
}
