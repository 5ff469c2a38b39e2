package com.justfaas.router.ingress;

import com.justfaas.router.http.HttpDoorSettings;
import java.net.InetAddress;

/** The door for events. */
public record IngressSettings(HttpDoorSettings door, BodyLimits limits) {

    /** On that port (0 is any free one) of every address, with the limits that fit most. */
    public static IngressSettings onPort(int port) {
        return new IngressSettings(
                HttpDoorSettings.of("ingress", "FAAS_HTTP_PORT", port), BodyLimits.standard());
    }

    public IngressSettings on(InetAddress host) {
        return withDoor(door.on(host));
    }

    public IngressSettings withLimits(BodyLimits other) {
        return new IngressSettings(door, other);
    }

    public IngressSettings withDoor(HttpDoorSettings other) {
        return new IngressSettings(other, limits);
    }
}
