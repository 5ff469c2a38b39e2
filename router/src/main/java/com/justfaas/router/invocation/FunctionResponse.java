package com.justfaas.router.invocation;

import com.justfaas.events.Payload;
import java.util.Map;
import java.util.Optional;

/**
 * What a function answered.
 *
 * @param status HTTP status
 * @param headers the last value of each, by name in lower case
 * @param body at most {@link Invoker#MAX_RESPONSE_BYTES}
 * @param truncated whether the function sent more than that
 */
public record FunctionResponse(
        int status, Map<String, String> headers, Payload body, boolean truncated) {

    public FunctionResponse {
        headers = Map.copyOf(headers);
    }

    /** The value of a header; give its name in lower case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
