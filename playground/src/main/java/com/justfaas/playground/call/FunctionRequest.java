package com.justfaas.playground.call;

import com.justfaas.events.Payload;

/**
 * What a function is asked.
 *
 * @param method GET, POST, …
 * @param path inside the function, percent-encoded as it came; begins and ends with a slash
 * @param query as it came, without the question mark; empty when there is none
 */
public record FunctionRequest(
        String method, String path, String query, Headers headers, Payload body) {

    /** Path and query, as a request line has them. */
    public String target() {
        return query.isEmpty() ? path : path + "?" + query;
    }
}
