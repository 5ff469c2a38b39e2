package com.justfaas.router.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * One HTTP server.
 *
 * @param name for threads and messages, such as {@code ingress}
 * @param portSetting the setting that the port came from, for the message when it is taken
 * @param address to listen on; the wildcard is every address, port 0 is any free one
 */
public record HttpDoorSettings(
        String name, String portSetting, InetSocketAddress address, HttpLimits limits) {

    private static final int MAX_PORT = 65_535;

    /** On every address, with the usual limits. */
    public static HttpDoorSettings of(String name, String portSetting, int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "%s: %d is not a port; it takes 0 to %d"
                            .formatted(portSetting, port, MAX_PORT));
        }
        return new HttpDoorSettings(
                name, portSetting, new InetSocketAddress(port), HttpLimits.STANDARD);
    }

    public int port() {
        return address.getPort();
    }

    public HttpDoorSettings on(InetAddress host) {
        return new HttpDoorSettings(name, portSetting, new InetSocketAddress(host, port()), limits);
    }

    public HttpDoorSettings withLimits(HttpLimits other) {
        return new HttpDoorSettings(name, portSetting, address, other);
    }
}
