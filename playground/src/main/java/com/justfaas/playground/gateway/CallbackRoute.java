package com.justfaas.playground.gateway;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code POST /callbacks/<anything>}: a place to send callbacks to; not part of the platform. */
final class CallbackRoute implements Handler {

    private final Consumer<Traffic> traffic;
    private final Clock clock;

    CallbackRoute(Consumer<Traffic> traffic, Clock clock) {
        this.traffic = traffic;
        this.clock = clock;
    }

    @Override
    public void handle(Context exchange) {
        Instant start = clock.instant();
        String namespace = orEmpty(exchange.header("X-Function-Namespace"));
        String name = orEmpty(exchange.header("X-Function-Name"));
        String body = exchange.body();
        Instant end = clock.instant();
        traffic.accept(
                new Traffic.CalledBack(
                        end,
                        namespace.isEmpty() ? name : namespace + "/" + name,
                        orEmpty(exchange.header("X-Function-Status")),
                        exchange.path(),
                        body,
                        Duration.between(start, end)));
        exchange.status(204);
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
