package com.justfaas.e2e;

import static com.justfaas.e2e.Waiting.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.justfaas.testkit.FaasEventsProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of the product, as those see it who post events and those who look after it.
 *
 * @param process for what happens to it as a process
 */
record Replica(FaasEventsProcess process) implements AutoCloseable {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Posts an event in header mode. */
    HttpResponse<String> post(String type, String body) {
        return exchange(
                to(process.ingressUri(), "/apis/events")
                        .header("X-Event-Type", type)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Sends dead letters again. */
    HttpResponse<String> redrive(String selection) {
        return exchange(
                to(process.managementUri(), "/api/dead-letters/redrive")
                        .POST(HttpRequest.BodyPublishers.ofString(selection)));
    }

    HttpResponse<String> ready() {
        return get("/readyz");
    }

    /** A page of the management port. */
    HttpResponse<String> get(String path) {
        return exchange(to(process.managementUri(), path).GET());
    }

    /** The detail that {@code /readyz} has of a check. */
    String detail(String check) {
        for (JsonNode one : json(ready()).path("checks")) {
            if (one.path("name").asText().equals(check)) {
                return one.path("detail").asText();
            }
        }
        return "no check is called " + check;
    }

    /**
     * The topics of a function that the router knows, or nothing when it knows no such function.
     */
    List<String> topics(String namespace, String name) {
        List<String> topics = new ArrayList<>();
        for (JsonNode one : json(get("/api/functions")).path("functions")) {
            if (one.path("namespace").asText().equals(namespace)
                    && one.path("name").asText().equals(name)) {
                one.path("topics").forEach(topic -> topics.add(topic.asText()));
            }
        }
        return topics;
    }

    /** Waits until {@code /readyz} says so. */
    Replica awaitReady() {
        process.awaitReady(Waiting.SOON);
        return this;
    }

    /** Waits until the router knows that a function wants that. */
    void awaitTopic(Kubectl kubectl, String function, String topic) {
        await().until(() -> topics(kubectl.namespace(), function).contains(topic));
    }

    /** Ends it in order, if it runs: one that is killed keeps the lease from the next. */
    @Override
    public void close() {
        try {
            if (process.isAlive()) {
                process.terminate();
            }
        } finally {
            process.close();
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpRequest.Builder to(URI door, String path) {
        return HttpRequest.newBuilder(door.resolve(path)).timeout(Duration.ofSeconds(10));
    }

    private static HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
