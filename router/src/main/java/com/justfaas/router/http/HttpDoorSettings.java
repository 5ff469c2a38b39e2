package com.justfaas.router.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * One HTTP server.
 *
 * @param name for threads and messages, such as {@code ingress}
 * @param portSetting the setting that the port came from, for the message when it is taken
 * @param address to listen on; the wildcard is every address, port 0 is any free one
 * @param maxConnections most connections at once; further ones are not accepted
 * @param idleTimeout a connection on which nothing moves for so long is closed
 * @param stopTimeout longest a stop waits for requests in flight
 */
public record HttpDoorSettings(
        String name,
        String portSetting,
        InetSocketAddress address,
        int maxConnections,
        Duration idleTimeout,
        Duration stopTimeout) {

    private static final int MAX_PORT = 65_535;

    /** On every address, with room for 4,096 connections, 15 s idle and 10 s to stop. */
    public static HttpDoorSettings of(String name, String portSetting, int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "%s: %d is not a port; it takes 0 to %d"
                            .formatted(portSetting, port, MAX_PORT));
        }
        return new HttpDoorSettings(
                name,
                portSetting,
                new InetSocketAddress(port),
                4096,
                Duration.ofSeconds(15),
                Duration.ofSeconds(10));
    }

    public int port() {
        return address.getPort();
    }

    public HttpDoorSettings on(InetAddress host) {
        return new HttpDoorSettings(
                name,
                portSetting,
                new InetSocketAddress(host, port()),
                maxConnections,
                idleTimeout,
                stopTimeout);
    }

    public HttpDoorSettings withIdleTimeout(Duration other) {
        return new HttpDoorSettings(name, portSetting, address, maxConnections, other, stopTimeout);
    }

    public HttpDoorSettings withMaxConnections(int other) {
        return new HttpDoorSettings(name, portSetting, address, other, idleTimeout, stopTimeout);
    }
}
