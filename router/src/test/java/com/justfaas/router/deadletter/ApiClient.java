package com.justfaas.router.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.justfaas.router.http.HttpDoor;
import com.justfaas.router.http.HttpDoorSettings;
import com.justfaas.router.http.Problem;
import com.justfaas.router.http.RouteModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** A door with the API behind it, and a client that speaks JSON. */
final class ApiClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpDoor door;
    private final HttpClient http = HttpClient.newHttpClient();

    ApiClient(RouteModule api) {
        door = new HttpDoor(HttpDoorSettings.of("management", "-", 0), List.of(api));
        door.start();
    }

    /** An answer; the text is as it came. */
    record Reply(int status, String text, HttpResponse<String> response) {

        JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(text, e);
            }
        }

        boolean isProblem() {
            return response.headers()
                            .firstValue("Content-Type")
                            .filter(Problem.CONTENT_TYPE::equals)
                            .isPresent()
                    && json().path("status").asInt() == status;
        }

        String detail() {
            return json().path("detail").asText();
        }
    }

    int port() {
        return door.port();
    }

    Reply get(String path) {
        return send("GET", path, "");
    }

    Reply delete(String path) {
        return send("DELETE", path, "");
    }

    Reply post(String path, String body) {
        return send("POST", path, body);
    }

    Reply send(String method, String path, String body) {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:%d%s".formatted(door.port(), path)))
                        .timeout(Duration.ofSeconds(30))
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
        door.close();
    }
}
