package com.justfaas.router.callback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts connections, and answers each with the same bytes before it closes it. */
final class CountingListener implements AutoCloseable {

    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    private final ServerSocket socket;
    private final String answer;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /**
     * @param port 0 is any free one
     */
    CountingListener(String address, int port, String answer) {
        this.answer = answer;
        try {
            socket = new ServerSocket(port, 50, InetAddress.ofLiteral(address));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot listen on %s; macOS has it after: sudo ifconfig lo0 alias %s"
                            .formatted(address, address),
                    e);
        }
        Thread.ofVirtual().name("listener-" + address).start(this::acceptAll);
    }

    /** On ::1, or empty on a machine without IPv6, where nobody can be reached there either. */
    static Optional<CountingListener> onIpv6(int port) {
        try {
            return NetworkInterface.getByInetAddress(InetAddress.ofLiteral("::1")) == null
                    ? Optional.empty()
                    : Optional.of(new CountingListener("::1", port, OK));
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /** The beginning of each request. */
    List<String> requests() {
        return requests;
    }

    private void acceptAll() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                connections.incrementAndGet();
                byte[] bytes = new byte[8192];
                int read = connection.getInputStream().read(bytes);
                requests.add(new String(bytes, 0, Math.max(0, read), StandardCharsets.UTF_8));
                connection.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // the client left, or close() ends it
            }
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
