package com.justfaas.router.http;

/**
 * One HTTP server.
 *
 * @param name for threads and messages, such as {@code ingress}
 * @param portSetting the setting that the port came from, for the message when it is taken
 * @param port to listen on, on every address; 0 is any free one
 */
public record HttpDoorSettings(String name, String portSetting, int port, HttpLimits limits) {

    private static final int MAX_PORT = 65_535;

    public HttpDoorSettings {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "%s: %d is not a port; it takes 0 to %d"
                            .formatted(portSetting, port, MAX_PORT));
        }
    }

    public static HttpDoorSettings of(String name, String portSetting, int port) {
        return new HttpDoorSettings(name, portSetting, port, HttpLimits.STANDARD);
    }

    public HttpDoorSettings withLimits(HttpLimits other) {
        return new HttpDoorSettings(name, portSetting, port, other);
    }
}
