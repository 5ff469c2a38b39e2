package com.justfaas.router.openapi;

import com.justfaas.events.Payload;
import java.util.Map;

/**
 * A request.
 *
 * @param target path and query
 * @param mustBeRefused whether a parameter breaks its schema, or is missing
 */
record MadeRequest(
        String method,
        String target,
        Map<String, String> headers,
        Payload body,
        boolean mustBeRefused) {

    @Override
    public String toString() {
        String text = body.utf8();
        return "%s %s %s %s"
                .formatted(
                        method,
                        target,
                        headers,
                        text.length() > 500 ? text.substring(0, 500) + "…" : text);
    }
}
