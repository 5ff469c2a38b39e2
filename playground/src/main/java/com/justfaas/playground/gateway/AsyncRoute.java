package com.justfaas.playground.gateway;

import com.justfaas.events.EventTypes;
import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.playground.call.FunctionRequest;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * {@code ANY /proxy-async/<namespace>/<name>/<path>}: posts the call to the events component and
 * answers 202, whatever that one says; 503 when there is no response.
 */
final class AsyncRoute implements Handler {

    private static final String SOURCE = "http://gateway.faas";
    private static final String WEBHOOK_URL = "X-Webhook-Url";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final URI events;
    private final HttpClient client;
    private final CallCounts counts;
    private final Consumer<Traffic> traffic;
    private final Clock clock;
    private final FunctionCalls calls = new FunctionCalls();

    AsyncRoute(
            URI events,
            HttpClient client,
            CallCounts counts,
            Consumer<Traffic> traffic,
            Clock clock) {
        this.events = events;
        this.client = client;
        this.counts = counts;
        this.traffic = traffic;
        this.clock = clock;
    }

    @Override
    public void handle(Context exchange) throws InterruptedException {
        FunctionPath route =
                FunctionPath.parse(exchange.req().getRequestURI())
                        .orElseThrow(
                                () ->
                                        new NotFoundResponse(
                                                "/proxy-async/<namespace>/<name>/<path>"));
        FunctionRequest request = Exchanges.read(exchange, route.path());
        counts.requested(route.function());
        Instant start = clock.instant();
        try {
            HttpResponse<String> answer =
                    client.send(message(route.function(), request), BodyHandlers.ofString());
            if (answer.statusCode() != 202) {
                refused(
                        route.function(),
                        request,
                        answer.statusCode() + " " + answer.body(),
                        start);
            }
            exchange.status(202);
        } catch (IOException e) {
            String reason = reason(e);
            refused(route.function(), request, reason, start);
            exchange.status(503)
                    .header("Retry-After", "1")
                    .result("faas-events did not take the call: %s.%n".formatted(reason));
        }
    }

    private String reason(IOException failure) {
        return switch (failure) {
            case ConnectException _, HttpConnectTimeoutException _ ->
                    "nothing listens on " + events.getAuthority();
            case HttpTimeoutException _ ->
                    "no response from %s within %d s, so it may have the call all the same"
                            .formatted(events.getAuthority(), TIMEOUT.toSeconds());
            default ->
                    "the connection to %s broke, so it may have the call all the same"
                            .formatted(events.getAuthority());
        };
    }

    private HttpRequest message(FunctionName function, FunctionRequest request) {
        HttpRequest.Builder message =
                HttpRequest.newBuilder(events)
                        .timeout(TIMEOUT)
                        .header(Names.Headers.CONTENT_TYPE, "application/json; charset=utf-8")
                        .header(Names.Headers.EVENT_SOURCE, SOURCE)
                        .header(Names.Headers.EVENT_TYPE, EventTypes.FUNCTION_INVOKED)
                        .POST(BodyPublishers.ofByteArray(calls.write(function, request)));
        request.headers()
                .first(WEBHOOK_URL)
                .ifPresent(url -> message.header(Names.Headers.WEBHOOK_URL, url));
        return message.build();
    }

    private void refused(
            FunctionName function, FunctionRequest request, String answer, Instant start) {
        Instant end = clock.instant();
        traffic.accept(
                new Traffic.Refused(end, function, request, answer, Duration.between(start, end)));
    }
}
