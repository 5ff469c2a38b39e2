package com.justfaas.router.invocation;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Payload;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * One HTTP request to a function.
 *
 * @param headers in order; a name may come more than once
 * @param timeout longest it may take, the response's body included
 */
public record Invocation(
        FunctionName function,
        String method,
        URI uri,
        List<Header> headers,
        Payload body,
        Duration timeout) {

    /** A header of a request. */
    public record Header(String name, String value) {}

    public Invocation {
        headers = List.copyOf(headers);
    }
}
