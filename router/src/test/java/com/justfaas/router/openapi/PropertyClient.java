package com.justfaas.router.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.justfaas.events.Payload;
import com.justfaas.router.openapi.Operation.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Asks a door for its document, sends it requests that are made up after it, and finds every answer
 * that the document does not announce. The same seed makes up the same requests.
 */
public final class PropertyClient implements AutoCloseable {

    private static final String DOCUMENT = "/openapi.json";

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI door;
    private final ApiDescription api;
    private final RequestMaker requests;
    private final SplittableRandom random;
    private final Map<String, Set<Integer>> seen = new TreeMap<>();

    public PropertyClient(int port, long seed) {
        door = URI.create("http://127.0.0.1:" + port);
        random = new SplittableRandom(seed);
        api =
                new ApiDescription(
                        text(
                                send(
                                        new MadeRequest(
                                                "GET",
                                                DOCUMENT,
                                                Map.of(),
                                                Payload.utf8(""),
                                                false))));
        requests = new RequestMaker(api, random);
    }

    public ApiDescription api() {
        return api;
    }

    /**
     * Sends so many requests to operations by chance.
     *
     * @return what the document does not announce; a line each, with the request
     */
    public List<String> surprises(int count) {
        List<Operation> operations = api.operations();
        List<String> surprises = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Operation operation = operations.get(random.nextInt(operations.size()));
            MadeRequest request = requests.make(operation);
            HttpResponse<byte[]> answer = send(request);
            seen.computeIfAbsent(operation.toString(), o -> new TreeSet<>())
                    .add(answer.statusCode());
            if (!operation.path().equals(DOCUMENT)) {
                learn(answer);
            }
            for (String mistake : mistakes(operation, request, answer)) {
                surprises.add(
                        "%s%n    %s%n    -> %d %s"
                                .formatted(mistake, request, answer.statusCode(), text(answer)));
            }
        }
        return surprises;
    }

    /** By operation, the statuses that came. */
    public Map<String, Set<Integer>> seen() {
        return seen;
    }

    private List<String> mistakes(
            Operation operation, MadeRequest request, HttpResponse<byte[]> answer) {
        Response documented = operation.responses().get(answer.statusCode());
        if (documented == null) {
            return List.of("the status is not documented");
        }
        List<String> mistakes = new ArrayList<>();
        if (request.mustBeRefused() && answer.statusCode() < 400) {
            mistakes.add("a parameter breaks its schema, and the answer is no refusal");
        }
        documented
                .headers()
                .forEach(
                        (name, header) ->
                                answer.headers()
                                        .firstValue(name)
                                        .ifPresentOrElse(
                                                value ->
                                                        mistakes.addAll(
                                                                api.mistakes(
                                                                        TextNode.valueOf(value),
                                                                        header.schema())),
                                                () -> {
                                                    if (header.required()) {
                                                        mistakes.add("there is no header " + name);
                                                    }
                                                }));
        String type = answer.headers().firstValue("Content-Type").orElse("none");
        String schema = documented.contents().get(type.split(";", 2)[0]);
        if (schema == null) {
            mistakes.add("content type %s is not documented".formatted(type));
        } else {
            mistakes.addAll(
                    api.mistakes(
                            type.contains("json")
                                    ? ApiDescription.read(text(answer))
                                    : TextNode.valueOf(text(answer)),
                            schema));
        }
        return mistakes;
    }

    /** What an answer names, a later request may name. */
    private void learn(HttpResponse<byte[]> answer) {
        if (answer.headers().firstValue("Content-Type").orElse("").equals("application/json")) {
            JsonNode body = ApiDescription.read(text(answer));
            body.findPath("items").forEach(item -> requests.learn("id", item.path("id").asText()));
            body.findValues("job").stream()
                    .filter(JsonNode::isTextual)
                    .forEach(job -> requests.learn("job", job.textValue()));
        }
    }

    private HttpResponse<byte[]> send(MadeRequest request) {
        HttpRequest.Builder made =
                HttpRequest.newBuilder(door.resolve(request.target()))
                        .timeout(Duration.ofSeconds(30))
                        .method(
                                request.method(),
                                BodyPublishers.ofByteArray(request.body().bytes()));
        request.headers().forEach(made::header);
        try {
            return http.send(made.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(request.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
