package com.justfaas.playground.gateway;

import com.justfaas.events.FunctionName;
import com.justfaas.playground.call.FunctionRequest;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** {@code ANY /proxy/<namespace>/<name>/<path>}: calls a function and gives its answer back. */
final class ProxyRoute implements Handler {

    private final Forwarding forwarding;
    private final Consumer<Traffic> traffic;
    private final Clock clock;

    ProxyRoute(Forwarding forwarding, Consumer<Traffic> traffic, Clock clock) {
        this.forwarding = forwarding;
        this.traffic = traffic;
        this.clock = clock;
    }

    @Override
    public void handle(Context exchange) throws IOException, InterruptedException {
        FunctionPath route =
                FunctionPath.parse(exchange.req().getRequestURI())
                        .orElseThrow(
                                () -> new NotFoundResponse("/proxy/<namespace>/<name>/<path>"));
        FunctionName function = route.function();
        FunctionRequest request = Exchanges.read(exchange, route.path());
        Instant start = clock.instant();
        Forwarded forwarded = forwarding.forward(function, request);
        Instant end = clock.instant();
        traffic.accept(
                new Traffic.Proxied(
                        end, function, request, forwarded, Duration.between(start, end)));
        Exchanges.answer(exchange, forwarded);
    }
}
