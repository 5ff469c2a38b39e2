package com.justfaas.playground.box;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Collectors;

/** What the binary says of why it is not ready. */
final class Readiness {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private Readiness() {}

    /** The details of all checks that failed, in one line. */
    static String problems(URI management) {
        HttpRequest request =
                HttpRequest.newBuilder(management.resolve("/readyz")).timeout(TIMEOUT).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            JsonNode answer =
                    new ObjectMapper()
                            .readTree(client.send(request, BodyHandlers.ofByteArray()).body());
            return answer.path("checks")
                    .valueStream()
                    .filter(check -> !check.path("up").asBoolean())
                    .map(check -> check.path("detail").asText())
                    .collect(Collectors.joining("; "));
        } catch (IOException e) {
            return "its probes do not answer";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "its probes were not asked";
        }
    }
}
