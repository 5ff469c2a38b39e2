package com.justfaas.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Accepts connections on one port of 127.0.0.1, now and then, and gives each a virtual thread. */
final class Acceptor {

    /** Serves a connection, which is closed when it returns. */
    @FunctionalInterface
    interface Handler {
        void serve(Socket connection) throws IOException, InterruptedException;
    }

    /** The port is only closed when the thread that accepts has noticed it. */
    private record Listening(ServerSocket socket, Thread thread) {
        void await() {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private final String name;
    private final int port;
    private final Handler handler;
    private final Map<Socket, Thread> connections = new ConcurrentHashMap<>();
    private @Nullable Listening listening;

    Acceptor(String name, int port, Handler handler) {
        this.name = name;
        this.port = port;
        this.handler = handler;
    }

    int port() {
        return port;
    }

    /** Nothing happens when it listens already. */
    synchronized void listen() {
        if (listening != null) {
            return;
        }
        try {
            ServerSocket opened = Sockets.listen(port);
            Thread thread =
                    Thread.ofVirtual()
                            .name(name + "-acceptor-" + port)
                            .start(() -> acceptAll(opened));
            listening = new Listening(opened, thread);
        } catch (IOException e) {
            throw new UncheckedIOException("port %d of %s cannot be used".formatted(port, name), e);
        }
    }

    /** New connections are refused when this returns; those that there are stay. */
    void refuse() {
        Listening ended = stopListening();
        if (ended != null) {
            ended.await();
        }
    }

    private synchronized @Nullable Listening stopListening() {
        Listening ended = listening;
        if (ended != null) {
            Sockets.close(ended.socket());
            listening = null;
        }
        return ended;
    }

    /** Breaks every connection and wakes what serves it. */
    void breakAll(Consumer<Socket> how) {
        connections.forEach(
                (connection, thread) -> {
                    how.accept(connection);
                    thread.interrupt();
                });
    }

    private void acceptAll(ServerSocket from) {
        try {
            while (true) {
                serve(from.accept(), from);
            }
        } catch (IOException closed) {
            // refuse() ends it
        }
    }

    private synchronized void serve(Socket connection, ServerSocket from) {
        if (from.isClosed()) {
            Sockets.reset(connection);
            return;
        }
        Thread thread =
                Thread.ofVirtual()
                        .name(name + "-" + connection.getPort())
                        .unstarted(() -> serve(connection));
        connections.put(connection, thread);
        thread.start();
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            handler.serve(connection);
        } catch (IOException | InterruptedException gone) {
            // the client left, or breakAll() did it
        } finally {
            connections.remove(connection);
        }
    }
}
