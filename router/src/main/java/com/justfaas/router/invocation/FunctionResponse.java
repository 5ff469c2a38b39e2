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
 * @param memory what it holds, to be released when nothing needs the body any more
 */
public record FunctionResponse(
        int status, MessageHeaders headers, Payload body, boolean truncated, Memory memory) {

    /** What a response holds of the memory for all responses. */
    public interface Memory {

        /** Holds none. */
        Memory NONE = () -> {};

        /** Gives it back; a second time does nothing. */
        void release();
    }

    /** One that holds no memory. */
    public FunctionResponse(int status, MessageHeaders headers, Payload body, boolean truncated) {
        this(status, headers, body, truncated, Memory.NONE);
    }

    /** The last value of a header. */
    public Optional<String> header(String name) {
        return headers.last(name);
    }
}
