package com.justfaas.playground.functions;

import com.justfaas.events.Payload;
import com.justfaas.playground.call.CallOutcome;
import com.justfaas.playground.call.FunctionAnswer;
import com.justfaas.playground.call.FunctionRequest;
import com.justfaas.playground.call.Headers;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/** Calls servers on 127.0.0.1. */
public final class LocalCaller {

    private final HttpClient client;

    public LocalCaller(HttpClient client) {
        this.client = client;
    }

    CallOutcome call(int port, FunctionRequest request, Duration limit)
            throws InterruptedException {
        try {
            HttpResponse<byte[]> response =
                    client.send(
                            message(port, request).timeout(limit).build(),
                            BodyHandlers.ofByteArray());
            return new CallOutcome.Answered(
                    new FunctionAnswer(
                            response.statusCode(),
                            new Headers(response.headers().map()).endToEnd(),
                            Payload.of(response.body())));
        } catch (ConnectException | HttpConnectTimeoutException nobody) {
            return new CallOutcome.NotConnected("nobody listens on 127.0.0.1:" + port);
        } catch (HttpTimeoutException slow) {
            return new CallOutcome.TimedOut(limit);
        } catch (IOException broken) {
            return new CallOutcome.NotConnected(
                    "127.0.0.1:%d: %s".formatted(port, broken.getMessage()));
        }
    }

    private static HttpRequest.Builder message(int port, FunctionRequest request) {
        BodyPublisher body =
                request.body().isEmpty()
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofByteArray(request.body().bytes());
        HttpRequest.Builder message =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d%s".formatted(port, request.target())))
                        .method(request.method(), body);
        request.headers()
                .endToEnd()
                .values()
                .forEach((name, values) -> values.forEach(value -> message.header(name, value)));
        return message;
    }
}
