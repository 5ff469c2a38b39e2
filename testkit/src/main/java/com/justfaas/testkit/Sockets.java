package com.justfaas.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** What the stand-ins do to sockets. */
final class Sockets {

    private static final int BACKLOG = 1024;

    private Sockets() {}

    /**
     * Listens on a port of 127.0.0.1, also when connections of a listener before it still linger
     * there.
     */
    static ServerSocket listen(int port) throws IOException {
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
