package com.justfaas.router.callback;

import com.justfaas.events.streams.NatsSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What callbacks may never reach, whatever anybody allows: NATS, the API server, and ourselves. */
public final class PlatformAddresses {

    private static final int NATS_PORT = 4222;

    private final NatsSettings nats;
    private final Supplier<List<Integer>> ownPorts;

    /**
     * @param ownPorts on which this process listens
     */
    public PlatformAddresses(NatsSettings nats, Supplier<List<Integer>> ownPorts) {
        this.nats = nats;
        this.ownPorts = ownPorts;
    }

    public boolean contains(InetSocketAddress address) {
        return isOurs(address) || isNats(address) || isApiServer(address);
    }

    private boolean isOurs(InetSocketAddress address) {
        return ownPorts.get().contains(address.getPort()) && isLocal(address.getAddress());
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

    private boolean isNats(InetSocketAddress address) {
        return Stream.of(nats.url().split(",", -1))
                .map(url -> URI.create(url.trim()))
                .filter(url -> url.getHost() != null)
                .anyMatch(
                        url -> {
                            int port = url.getPort() < 0 ? NATS_PORT : url.getPort();
                            return port == address.getPort() && names(url.getHost(), address);
                        });
    }

    /** Kubernetes tells every pod where the API server is. */
    private static boolean isApiServer(InetSocketAddress address) {
        String host = System.getenv("KUBERNETES_SERVICE_HOST");
        return host != null && names(host, address);
    }

    private static boolean names(String host, InetSocketAddress address) {
        try {
            return List.of(InetAddress.getAllByName(host)).contains(address.getAddress());
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
