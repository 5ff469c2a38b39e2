package com.justfaas.playground.gateway;

import com.justfaas.events.Payload;
import com.justfaas.playground.call.FunctionAnswer;
import com.justfaas.playground.call.FunctionRequest;
import com.justfaas.playground.call.Headers;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/** Takes requests off the web server and puts answers on it. */
final class Exchanges {

    private Exchanges() {}

    static FunctionRequest read(Context exchange, String path) {
        HttpServletRequest request = exchange.req();
        TreeMap<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name, Collections.list(request.getHeaders(name)));
        }
        return new FunctionRequest(
                request.getMethod(),
                path,
                Objects.requireNonNullElse(request.getQueryString(), ""),
                new Headers(headers),
                Payload.of(exchange.bodyAsBytes()));
    }

    /** Exactly what the function said, or a status alone where the gateway answers itself. */
    static void answer(Context exchange, Forwarded forwarded) throws IOException {
        HttpServletResponse response = exchange.res();
        response.setContentType(null);
        response.setStatus(forwarded.status());
        if (forwarded.passedOn().isPresent()) {
            FunctionAnswer answer = forwarded.passedOn().get();
            answer.headers()
                    .endToEnd()
                    .values()
                    .forEach(
                            (name, values) ->
                                    values.forEach(value -> response.addHeader(name, value)));
            response.getOutputStream().write(answer.body().bytes());
        }
    }
}
