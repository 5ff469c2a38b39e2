package com.justfaas.testkit;

import com.justfaas.testkit.FaultProxy.Direction;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Three nats-servers that keep streams together, each in a folder of its own. Each can be killed,
 * paused and restarted alone, and cut off from the other two. Clients reach every server directly.
 */
public final class NatsCluster implements AutoCloseable {

    private static final int SIZE = 3;

    private final List<NatsServer> servers = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();

    /** The way between two servers, by their places in the list. */
    private record Route(int from, int to, FaultProxy proxy) {

        boolean concerns(int server) {
            return from == server || to == server;
        }
    }

    private NatsCluster() {}

    public static NatsCluster create() {
        return create(NatsOptions.defaults());
    }

    /** Picks ports and writes configurations; {@link #start()} starts them. */
    public static NatsCluster create(NatsOptions options) {
        NatsCluster cluster = new NatsCluster();
        List<Integer> ports = FreePorts.pick(SIZE);
        for (int from = 0; from < SIZE; from++) {
            List<Integer> to = new ArrayList<>();
            for (int other = 0; other < SIZE; other++) {
                if (other != from) {
                    to.add(cluster.route(from, other, ports.get(other)));
                }
            }
            cluster.servers.add(
                    NatsServer.create(options, new NatsRoutes(name(from), ports.get(from), to)));
        }
        return cluster;
    }

    /** Returns the port of the proxy between them. */
    private int route(int from, int to, int port) {
        FaultProxy proxy = FaultProxy.started("nats://127.0.0.1:" + port);
        routes.add(new Route(from, to, proxy));
        return proxy.port();
    }

    private static String name(int server) {
        return "nats-" + server;
    }

    /** Returns when all are healthy: they have found each other, and their streams are current. */
    public void start() {
        CompletableFuture.allOf(
                        servers.stream()
                                .map(
                                        server ->
                                                CompletableFuture.runAsync(
                                                        server::start,
                                                        task -> Thread.ofVirtual().start(task)))
                                .toArray(CompletableFuture[]::new))
                .join();
    }

    public List<NatsServer> servers() {
        return List.copyOf(servers);
    }

    private NatsServer server(String name) {
        return servers.get(
                IntStream.range(0, SIZE)
                        .filter(i -> name(i).equals(name))
                        .findFirst()
                        .orElseThrow());
    }

    /** The leader of a stream, as the server that is asked knows it. */
    public Optional<NatsServer> leader(Connection asked, String stream) {
        try {
            return Optional.ofNullable(
                            asked.jetStreamManagement().getStreamInfo(stream).getClusterInfo())
                    .flatMap(info -> Optional.ofNullable(info.getLeader()))
                    .map(this::server);
        } catch (IOException | JetStreamApiException e) {
            return Optional.empty();
        }
    }

    /** All of them, with commas between. */
    public String url() {
        return servers.stream().map(NatsServer::url).collect(Collectors.joining(","));
    }

    /** Nothing passes between that server and the other two; its clients stay connected. */
    public void isolate(NatsServer server) {
        routesOf(
                server,
                proxy -> {
                    proxy.blackhole(Direction.TO_SERVER);
                    proxy.blackhole(Direction.TO_CLIENT);
                });
    }

    /** The server and the other two hear of each other again. */
    public void rejoin(NatsServer server) {
        routesOf(server, FaultProxy::heal);
    }

    private void routesOf(NatsServer server, Consumer<FaultProxy> action) {
        int place = servers.indexOf(server);
        routes.stream().filter(route -> route.concerns(place)).map(Route::proxy).forEach(action);
    }

    @Override
    public void close() {
        servers.forEach(NatsServer::close);
        routes.forEach(route -> route.proxy().close());
    }
}
