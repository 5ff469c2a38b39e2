package com.justfaas.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A network that fails on command: a TCP proxy on 127.0.0.1 in front of a server. It understands no
 * protocol and never loses or reorders the bytes of a connection that lives; TCP does not either.
 */
public final class FaultProxy implements AutoCloseable {

    /** Which way bytes flow. */
    public enum Direction {
        TO_SERVER,
        TO_CLIENT
    }

    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

    private final InetSocketAddress server;
    private final Weather weather = new Weather();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final Acceptor acceptor = new Acceptor("proxy", FreePorts.pick(), this::forward);

    private FaultProxy(InetSocketAddress server) {
        this.server = server;
    }

    /** A healthy proxy in front of the host and port of a URL, whatever its scheme. */
    public static FaultProxy started(String serverUrl) {
        URI uri = URI.create(serverUrl);
        return started(new InetSocketAddress(uri.getHost(), uri.getPort()));
    }

    /** A healthy proxy in front of that address. */
    public static FaultProxy started(InetSocketAddress server) {
        FaultProxy proxy = new FaultProxy(server);
        proxy.accept();
        return proxy;
    }

    public int port() {
        return acceptor.port();
    }

    /**
     * Its own address, with the given scheme: {@code url("nats")} is {@code
     * nats://127.0.0.1:<port>}.
     */
    public String url(String scheme) {
        return "%s://127.0.0.1:%d".formatted(scheme, port());
    }

    /** Closes every connection in order; new ones are welcome. */
    public void cutAll() {
        breakAll(Sockets::close);
    }

    /** Resets every connection, as a router that forgot them; new ones are welcome. */
    public void resetPeer() {
        breakAll(Sockets::reset);
    }

    /** New connections are refused; those that there are stay. */
    public void refuse() {
        acceptor.refuse();
    }

    public void accept() {
        acceptor.listen();
    }

    /**
     * Nothing arrives that way, the end of a connection included, and nobody is told. What was sent
     * arrives after {@link #heal()}, as TCP sends it again after a partition.
     */
    public void blackhole(Direction direction) {
        weather.block(direction);
    }

    /** Everything arrives later, both ways: by this much at least, by twice as much at most. */
    public void delay(Duration delay) {
        weather.delay(delay);
    }

    /** No fault is left. */
    public void heal() {
        weather.clear();
        accept();
    }

    @Override
    public void close() {
        refuse();
        cutAll();
    }

    private void breakAll(Consumer<Socket> how) {
        links.forEach(link -> link.breakBoth(how));
        acceptor.breakAll(how);
    }

    private void forward(Socket client) throws InterruptedException {
        try (Socket upstream = new Socket()) {
            upstream.setTcpNoDelay(true);
            upstream.connect(server, CONNECT_TIMEOUT_MILLIS);
            Link link = new Link(client, upstream, weather);
            links.add(link);
            try {
                link.run();
            } finally {
                links.remove(link);
            }
        } catch (IOException unreachable) {
            Sockets.reset(client);
        }
    }
}
