package com.justfaas.router.callback;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** What callbacks may never reach, whatever anybody allows: NATS, the API server, and ourselves. */
public final class PlatformAddresses {

    private static final int NATS_PORT = 4222;

    /** Where a nats-server has its routes, gateways, leaf nodes and monitoring. */
    private static final Set<Integer> NATS_OTHER_PORTS = Set.of(6222, 7222, 7422, 8222);

    private final List<Server> servers = new CopyOnWriteArrayList<>();
    private final Set<Integer> ownPorts = ConcurrentHashMap.newKeySet();

    /**
     * @param host a name, or an address
     * @param ports none for all
     */
    private record Server(String host, Set<Integer> ports) {

        boolean has(int port) {
            return ports.isEmpty() || ports.contains(port);
        }

        boolean isAt(InetAddress address) {
            try {
                return Stream.of(InetAddress.getAllByName(host))
                        .anyMatch(
                                mine ->
                                        mine.equals(address)
                                                || (isLocal(mine) && isLocal(address)));
            } catch (UnknownHostException e) {
                return false;
            }
        }
    }

    /** Knows nothing but the names of the API server in a cluster. */
    public PlatformAddresses() {
        addHost("kubernetes");
        addHost("kubernetes.default.svc");
    }

    /** Everything on a host, such as a Service of ours. */
    public void addHost(String host) {
        servers.add(new Server(host, Set.of()));
    }

    /** One server, such as the API server. */
    public void addServer(URI server) {
        boolean tls = "https".equals(server.getScheme());
        int port = server.getPort() >= 0 ? server.getPort() : tls ? 443 : 80;
        servers.add(new Server(server.getHost(), Set.of(port)));
    }

    /**
     * NATS with all of its usual ports.
     *
     * @param urls with commas between
     */
    public void addNats(String urls) {
        Stream.of(urls.split(",", -1))
                .map(url -> URI.create(url.trim()))
                .filter(url -> url.getHost() != null)
                .forEach(
                        url -> {
                            int port = url.getPort() < 0 ? NATS_PORT : url.getPort();
                            servers.add(new Server(url.getHost(), Set.of(port)));
                            servers.add(new Server(url.getHost(), NATS_OTHER_PORTS));
                        });
    }

    /** A port on which this process listens, on each of its addresses. */
    public void addOwnPort(int port) {
        ownPorts.add(port);
    }

    /** Whether one of them is at that address. Asks DNS where it was told a name. */
    boolean contains(InetSocketAddress address) {
        int port = address.getPort();
        InetAddress ip = address.getAddress();
        return (ownPorts.contains(port) && isLocal(ip))
                || servers.stream().anyMatch(server -> server.has(port) && server.isAt(ip));
    }

    /**
     * Whether one of them has that name.
     *
     * @param host as {@link HostNames#normal} makes it
     */
    boolean isNamed(String host, int port) {
        return servers.stream()
                .filter(server -> server.has(port))
                .map(server -> HostNames.normal(server.host()))
                .anyMatch(
                        name ->
                                name.equals(host)
                                        || (name + ".svc").equals(host)
                                        || name.equals(host + ".svc"));
    }

    private static boolean isLocal(InetAddress address) {
        try {
            return address.isLoopbackAddress()
                    || address.isAnyLocalAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return true;
        }
    }
}
