package com.justfaas.playground.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A POST that can be sent and shown as the curl command that does the same.
 *
 * @param headers {@code Name: value}
 */
public record Curl(URI uri, List<String> headers, String body) {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    public Curl {
        headers = List.copyOf(headers);
    }

    public static Curl post(String uri, String body, String... headers) {
        return new Curl(URI.create(uri), List.of(headers), body);
    }

    public String command() {
        List<String> words = new ArrayList<>(List.of("curl", quoted(uri.toString())));
        headers.forEach(header -> words.addAll(List.of("-H", quoted(header))));
        words.addAll(List.of("-d", quoted(body)));
        return String.join(" ", words);
    }

    /** Sends it. */
    public HttpResponse<String> send(HttpClient client) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(TIMEOUT).POST(BodyPublishers.ofString(body));
        headers.forEach(
                header -> {
                    int colon = header.indexOf(':');
                    request.header(header.substring(0, colon), header.substring(colon + 1).trim());
                });
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String quoted(String word) {
        return word.matches("[\\w:/.,@%+=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
