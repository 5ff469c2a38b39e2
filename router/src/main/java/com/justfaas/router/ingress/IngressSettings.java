package com.justfaas.router.ingress;

import com.justfaas.router.callback.CallbackAllowList;
import com.justfaas.router.http.HttpDoorSettings;
import java.util.List;

/**
 * The door for events.
 *
 * @param callbackAllow what callbacks may reach beyond the default; see {@link CallbackAllowList}
 */
public record IngressSettings(
        HttpDoorSettings door, BodyLimits limits, List<String> callbackAllow) {

    public IngressSettings {
        callbackAllow = List.copyOf(callbackAllow);
    }

    /** On that port (0 is any free one), with the limits that fit most. */
    public static IngressSettings onPort(int port) {
        return new IngressSettings(
                HttpDoorSettings.of("ingress", "FAAS_HTTP_PORT", port),
                BodyLimits.standard(),
                List.of());
    }

    public IngressSettings withCallbackAllow(List<String> entries) {
        return new IngressSettings(door, limits, entries);
    }

    public IngressSettings withLimits(BodyLimits other) {
        return new IngressSettings(door, other, callbackAllow);
    }

    public IngressSettings withDoor(HttpDoorSettings other) {
        return new IngressSettings(other, limits, callbackAllow);
    }
}
