package com.justfaas.router.http;

import java.time.Duration;

/**
 * One HTTP server.
 *
 * @param name for threads and messages, such as {@code ingress}
 * @param portSetting the setting that the port came from, for the message when it is taken
 * @param port to listen on, on every address; 0 is any free one
 * @param maxConnections most connections at once; further ones are not accepted
 * @param idleTimeout a connection on which nothing moves for so long is closed
 * @param stopTimeout longest a stop waits for requests in flight
 */
public record HttpDoorSettings(
        String name,
        String portSetting,
        int port,
        int maxConnections,
        Duration idleTimeout,
        Duration stopTimeout) {

    private static final int MAX_PORT = 65_535;

    public HttpDoorSettings {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "%s: %d is not a port; it takes 0 to %d"
                            .formatted(portSetting, port, MAX_PORT));
        }
    }

    /** With room for 4,096 connections, 15 s idle and 10 s to stop. */
    public static HttpDoorSettings of(String name, String portSetting, int port) {
        return new HttpDoorSettings(
                name, portSetting, port, 4096, Duration.ofSeconds(15), Duration.ofSeconds(10));
    }

    public HttpDoorSettings withIdleTimeout(Duration other) {
        return new HttpDoorSettings(name, portSetting, port, maxConnections, other, stopTimeout);
    }

    public HttpDoorSettings withMaxConnections(int other) {
        return new HttpDoorSettings(name, portSetting, port, other, idleTimeout, stopTimeout);
    }
}
