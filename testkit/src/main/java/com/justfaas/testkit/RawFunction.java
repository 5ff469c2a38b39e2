package com.justfaas.testkit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A function that writes whatever bytes it likes in response to a request. */
public final class RawFunction implements AutoCloseable {

    /** What it does with each request. */
    @FunctionalInterface
    public interface Script {

        /** Writes the response; the connection is closed when it returns false. */
        boolean respond(Output output) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;
    private final Script script;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong written = new AtomicLong();

    private RawFunction(ServerSocket listener, Script script) {
        this.listener = listener;
        this.script = script;
    }

    /** Listens on a free port of 127.0.0.1. */
    public static RawFunction started(Script script) {
        return started("127.0.0.1", 0, script);
    }

    public static RawFunction started(String address, int port, Script script) {
        try {
            RawFunction function =
                    new RawFunction(
                            new ServerSocket(port, 1024, InetAddress.getByName(address)), script);
            Thread.ofVirtual().name("raw-acceptor-" + address).start(function::acceptAll);
            return function;
        } catch (IOException e) {
            throw new UncheckedIOException("%s:%d cannot be used".formatted(address, port), e);
        }
    }

    public URI uri() {
        return URI.create(
                "http://%s:%d/"
                        .formatted(
                                listener.getInetAddress().getHostAddress(),
                                listener.getLocalPort()));
    }

    /** How many requests it got. */
    public int requests() {
        return requests.get();
    }

    /** How many connections are open. */
    public int connections() {
        return connections.size();
    }

    /** Bytes that the client's side took so far. */
    public long written() {
        return written.get();
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket connection = listener.accept();
                connections.add(connection);
                Thread.ofVirtual()
                        .name("raw-" + connection.getPort())
                        .start(() -> serve(connection));
            }
        } catch (IOException closed) {
            // close() ends it
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            Output output = new Output(connection.getOutputStream());
            RequestReader reader =
                    new RequestReader(
                            new BufferedInputStream(connection.getInputStream()),
                            OutputStream.nullOutputStream());
            boolean goesOn = true;
            while (goesOn && reader.read().isPresent()) {
                requests.incrementAndGet();
                goesOn = script.respond(output);
                output.flush();
            }
        } catch (IOException | InterruptedException gone) {
            // the client has closed the connection, or close() did
        } finally {
            connections.remove(connection);
        }
    }

    @Override
    public void close() {
        Sockets.close(listener);
        connections.forEach(Sockets::reset);
    }

    /** Where the response goes. */
    public final class Output {

        private final OutputStream stream;

        private Output(OutputStream stream) {
            this.stream = new BufferedOutputStream(stream, 32 << 10);
        }

        /** Writes the text, with {@code \n} as it is. */
        public Output write(String text) throws IOException {
            return write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        public Output write(byte[] bytes) throws IOException {
            stream.write(bytes);
            written.addAndGet(bytes.length);
            return this;
        }

        /** Writes the text over and over, until the client closes the connection. */
        public void endlessly(String text) throws IOException {
            byte[] bytes =
                    text.repeat(1 + 4096 / text.length()).getBytes(StandardCharsets.ISO_8859_1);
            while (true) {
                write(bytes);
            }
        }

        public Output flush() throws IOException {
            stream.flush();
            return this;
        }
    }
}
