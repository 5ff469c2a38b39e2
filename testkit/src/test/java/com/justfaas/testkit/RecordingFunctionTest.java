package com.justfaas.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordingFunctionTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final RecordingFunction function = RecordingFunction.started();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        function.close();
        client.close();
    }

    @Test
    void recordsTheWholeRequest() throws Exception {
        client.send(
                HttpRequest.newBuilder(function.uri().resolve("/a%20b/?x=1&y"))
                        .PUT(BodyPublishers.ofString("hällo"))
                        .header("X-Event-Id", "42")
                        .build(),
                BodyHandlers.discarding());

        ReceivedRequest request = function.awaitRequests(1, SOON).getFirst();
        assertThat(request.method()).isEqualTo("PUT");
        assertThat(request.path()).isEqualTo("/a%20b/");
        assertThat(request.query()).isEqualTo("x=1&y");
        assertThat(request.header("x-event-id")).hasValue("42");
        assertThat(request.bodyText()).isEqualTo("hällo");
        assertThat(System.nanoTime() - request.nanoTime()).isBetween(0L, SOON.toNanos());
    }

    @Test
    void readsABodyInChunks() throws Exception {
        byte[] body = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        client.send(
                HttpRequest.newBuilder(function.uri())
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                        .expectContinue(true)
                        .build(),
                BodyHandlers.discarding());

        assertThat(function.requests().getFirst().body()).isEqualTo(body);
    }

    @Test
    void answersInTurnAndThenTheLastForEver() throws Exception {
        function.answer(
                Answer.status(503).header("Retry-After", "1"),
                Answer.status(200).body("text/plain", "done"));

        HttpResponse<String> first = get();
        assertThat(first.statusCode()).isEqualTo(503);
        assertThat(first.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(List.of(get().body(), get().body())).containsExactly("done", "done");
    }

    @Test
    void answersByWhatItReceived() throws Exception {
        function.answerBy(request -> Answer.status(request.method().equals("GET") ? 204 : 405));

        assertThat(get().statusCode()).isEqualTo(204);
    }

    @Test
    void takesItsTime() throws Exception {
        function.answer(Answer.after(Duration.ofMillis(150), Answer.status(200)));

        long start = System.nanoTime();
        get();
        assertThat(System.nanoTime() - start).isGreaterThan(Duration.ofMillis(150).toNanos());
    }

    @Test
    void neverAnswers() {
        function.answer(Answer.never());

        assertThatThrownBy(() -> get(Duration.ofMillis(200)))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(function.requestCount()).isEqualTo(1);
    }

    @Test
    void resetsTheConnection() {
        function.answer(Answer.reset());

        assertThatThrownBy(this::get)
                .isInstanceOf(IOException.class)
                .hasStackTraceContaining("reset");
    }

    @Test
    void hangsUpInTheMiddleOfAnAnswer() {
        function.answer(Answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"));

        assertThatThrownBy(this::get).isInstanceOf(IOException.class);
    }

    @Test
    void refusesConnectionsWhileItIsStoppedAndReturnsOnTheSamePort() throws Exception {
        URI before = function.uri();
        get();
        function.stop();
        assertThatThrownBy(this::get).isInstanceOf(ConnectException.class);

        function.start();
        assertThat(get().statusCode()).isEqualTo(200);
        assertThat(function.uri()).isEqualTo(before);
        assertThat(function.requestCount()).isEqualTo(2);
    }

    @Test
    void showsWhatCameWhenNotEnoughDid() throws Exception {
        get();

        assertThatThrownBy(() -> function.awaitRequests(2, Duration.ofMillis(50)))
                .hasMessageContaining("the function has 2 requests")
                .hasMessageContaining("it has 1: [GET / ");
    }

    private HttpResponse<String> get() throws IOException, InterruptedException {
        return get(SOON);
    }

    private HttpResponse<String> get(Duration timeout) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(function.uri()).timeout(timeout).build(),
                BodyHandlers.ofString());
    }
}
