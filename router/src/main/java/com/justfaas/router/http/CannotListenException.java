package com.justfaas.router.http;

/** A port cannot be had; the message says which, why, and what to set. */
public final class CannotListenException extends RuntimeException {

    CannotListenException(HttpDoorSettings settings, Throwable cause) {
        super(
                "cannot listen on port %d: %s; free it, or set %s to another port (0 takes any free one)"
                        .formatted(settings.port(), cause.getMessage(), settings.portSetting()),
                cause);
    }
}
