package com.justfaas.router.invocation;

import com.justfaas.events.Payload;
import com.justfaas.router.binding.MessageHeaders;
import java.util.Optional;

/**
 * What a function answered.
 *
 * @param status HTTP status
 * @param body at most what {@link Invoker} keeps of it
 * @param truncated whether the function sent more than that
 */
public record FunctionResponse(
        int status, MessageHeaders headers, Payload body, boolean truncated) {

    /** The last value of a header. */
    public Optional<String> header(String name) {
        return headers.last(name);
    }
}
