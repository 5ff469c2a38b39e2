package com.justfaas.router.invocation;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Payload;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One HTTP request to a function.
 *
 * @param headers in order; a name may come more than once
 * @param timeout longest it may take, the response's body included
 * @param gateway of a request that passes the platform's gateway
 */
public record Invocation(
        FunctionName function,
        String method,
        URI uri,
        List<Header> headers,
        Payload body,
        Duration timeout,
        Optional<GatewayCall> gateway) {

    /** A header of a request. */
    public record Header(String name, String value) {}

    public Invocation {
        headers = List.copyOf(headers);
    }

    /** A request without a gateway in between. */
    public Invocation(
            FunctionName function,
            String method,
            URI uri,
            List<Header> headers,
            Payload body,
            Duration timeout) {
        this(function, method, uri, headers, body, timeout, Optional.empty());
    }

    /** The same request by way of the gateway. */
    Invocation by(GatewayCall call) {
        Header limit = call.header();
        List<Header> all =
                Stream.concat(
                                headers.stream()
                                        .filter(h -> !h.name().equalsIgnoreCase(limit.name())),
                                Stream.of(limit))
                        .toList();
        return new Invocation(function, method, uri, all, body, call.longest(), Optional.of(call));
    }
}
