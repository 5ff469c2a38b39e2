package com.justfaas.playground.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.justfaas.playground.functions.Backend;
import com.justfaas.testkit.Answer;
import com.justfaas.testkit.ReceivedRequest;
import com.justfaas.testkit.RecordingFunction;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayIT {

    private static final TryPolicy QUICK =
            new TryPolicy(5, Duration.ofMillis(10), Duration.ofSeconds(10));

    private final RecordingFunction function = RecordingFunction.started();
    private final RecordingFunction events = RecordingFunction.started();
    private final List<Traffic> traffic = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Gateway gateway =
            Gateway.create(
                    0,
                    events.uri().resolve("/apis/events"),
                    name ->
                            name.name().equals("mine")
                                    ? new Backend.OnThisMachine(function.port())
                                    : new Backend.Nothing("there is no Function " + name),
                    traffic::add,
                    QUICK);

    @BeforeEach
    void start() {
        gateway.start();
    }

    @AfterEach
    void close() {
        gateway.close();
        function.close();
        events.close();
        client.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
    void requestReachesTheFunctionAsItCame(String method) throws Exception {
        HttpResponse<String> answer =
                send(
                        request("/proxy/shop/mine/a%2Fb/c%20d?x=1&y")
                                .method(method, BodyPublishers.ofString("body"))
                                .header("X-Mine", "yes")
                                .header("Content-Type", "text/csv"));

        ReceivedRequest received = function.requests().getFirst();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(received.method()).isEqualTo(method);
        assertThat(received.path()).isEqualTo("/a%2Fb/c%20d/");
        assertThat(received.query()).isEqualTo("x=1&y");
        assertThat(received.header("X-Mine")).contains("yes");
        assertThat(received.header("Content-Type")).contains("text/csv");
        assertThat(received.bodyText()).isEqualTo("body");
    }

    @Test
    void answerComesBackAsTheFunctionGaveIt() throws Exception {
        function.answer(
                Answer.status(418)
                        .header("X-Function", "yes")
                        .body("image/teapot", "short and stout"));

        HttpResponse<String> answer = send(request("/proxy/shop/mine/"));

        assertThat(answer.statusCode()).isEqualTo(418);
        assertThat(answer.headers().allValues("Content-Type")).containsExactly("image/teapot");
        assertThat(answer.headers().firstValue("X-Function")).contains("yes");
        assertThat(answer.body()).isEqualTo("short and stout");
    }

    @Test
    void functionThatTakesTooLongIsA202() throws Exception {
        function.answer(Answer.never());

        HttpResponse<String> answer =
                send(request("/proxy/shop/mine/").header("X-Function-Timeout", "1s"));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertBare(answer);
        // the gateway does not wait until the function has read the request
        assertThat(function.awaitRequests(1, Duration.ofSeconds(5))).hasSize(1);
        assertThat(counts()).contains(count("faas_proxy_requests_total", 1));
        assertThat(counts()).doesNotContain("completed_requests_total{");
    }

    @Test
    void functionThatIsNotThereIsA503() throws Exception {
        function.stop();

        HttpResponse<String> answer = send(request("/proxy/shop/mine/"));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertBare(answer);
        assertThat(counts()).contains(count("faas_proxy_requests_total", 5));
        assertThat(traffic)
                .singleElement()
                .isInstanceOfSatisfying(
                        Traffic.Proxied.class,
                        call -> assertThat(call.forwarded().tries()).isEqualTo(5));
    }

    /** Nothing in it says that the function was there. */
    @Test
    void functionThatAnswers503IsTheSame503() throws Exception {
        function.answer(
                Answer.status(503).header("Retry-After", "7").body("text/plain", "too much"));

        HttpResponse<String> answer = send(request("/proxy/shop/mine/"));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertBare(answer);
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
        assertThat(function.requestCount()).isEqualTo(5);
    }

    private static void assertBare(HttpResponse<String> answer) {
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Content-Type")).isEmpty();
        assertThat(answer.headers().firstValue("Content-Length")).contains("0");
    }

    @Test
    void functionThatNobodyAppliedIsA503() throws Exception {
        assertThat(send(request("/proxy/shop/other/")).statusCode()).isEqualTo(503);
    }

    @Test
    void functionThatComesBackInTimeIsCalled() throws Exception {
        function.answer(
                Answer.status(503), Answer.reset(), Answer.status(200).body("text/plain", "back"));

        HttpResponse<String> answer =
                send(request("/proxy/shop/mine/").POST(BodyPublishers.ofString("again")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("back");
        assertThat(counts()).contains(count("faas_proxy_requests_total", 3));
        assertThat(counts()).contains(count("faas_proxy_completed_requests_total", 2));
    }

    @Test
    void asynchronousCallGoesToTheEventsComponent() throws Exception {
        HttpResponse<String> answer =
                send(
                        request("/proxy-async/shop/mine/greet?name=Ada")
                                .header("X-Webhook-Url", "http://127.0.0.1:9/done")
                                .header("Content-Type", "text/plain")
                                .PUT(BodyPublishers.ofString("Hi")));

        ReceivedRequest posted = events.requests().getFirst();
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(function.requests()).isEmpty();
        assertThat(posted.method()).isEqualTo("POST");
        assertThat(posted.path()).isEqualTo("/apis/events");
        assertThat(posted.header("Content-Type")).contains("application/json; charset=utf-8");
        assertThat(posted.header("X-Event-Source")).contains("http://gateway.faas");
        assertThat(posted.header("X-Event-Type")).contains("com.justfaas.function.invoked");
        assertThat(posted.header("X-Event-Webhook-Url")).contains("http://127.0.0.1:9/done");
        JsonNode call = new ObjectMapper().readTree(posted.body());
        assertThat(call.path("Name").asText()).isEqualTo("mine");
        assertThat(call.path("Metadata").path("HTTP_METHOD").asText()).isEqualTo("PUT");
        assertThat(call.path("Metadata").path("HTTP_PATH").asText()).isEqualTo("/greet/");
        assertThat(call.path("Metadata").has("HTTP_HEADER_Host")).isTrue();
        assertThat(call.path("Metadata").path("HTTP_HEADER_Content-Length").asText())
                .isEqualTo("2");
        assertThat(call.path("Arguments").path("name").asText()).isEqualTo("Ada");
        assertThat(call.path("Content").toString()).isEqualTo("[72,105]");
        assertThat(call.path("ContentType").asText()).isEqualTo("text/plain");
        assertThat(counts()).contains(count("faas_proxy_requests_total", 1));
    }

    @Test
    void asynchronousCallIsA202WhateverTheEventsComponentSays() throws Exception {
        events.answer(Answer.status(404).body("text/plain", "unknown"));

        assertThat(send(request("/proxy-async/shop/mine/")).statusCode()).isEqualTo(202);
        assertThat(traffic)
                .singleElement()
                .isInstanceOfSatisfying(
                        Traffic.Refused.class,
                        refused -> assertThat(refused.answer()).isEqualTo("404 unknown"));
    }

    @Test
    void asynchronousCallIsA503InASentenceWithoutAnEventsComponent() throws Exception {
        events.stop();
        String away = "nothing listens on 127.0.0.1:" + events.port();

        HttpResponse<String> response = send(request("/proxy-async/shop/mine/"));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).isEqualTo("faas-events did not take the call: %s.%n", away);
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
        assertThat(traffic)
                .singleElement()
                .isInstanceOfSatisfying(
                        Traffic.Refused.class,
                        refused -> assertThat(refused.answer()).isEqualTo(away));
    }

    @Test
    void asynchronousCallIsA503InASentenceWhenTheConnectionBreaks() throws Exception {
        events.answer(Answer.reset());

        HttpResponse<String> response = send(request("/proxy-async/shop/mine/"));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body())
                .contains("the connection to 127.0.0.1:%d broke".formatted(events.port()))
                .doesNotContain("Exception");
    }

    @Test
    void callbacksAreToldWithWhoAnswered() throws Exception {
        HttpResponse<String> answer =
                send(
                        request("/callbacks/done")
                                .header("X-Function-Namespace", "shop")
                                .header("X-Function-Name", "mine")
                                .header("X-Function-Status", "200")
                                .POST(BodyPublishers.ofString("Hello")));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(traffic)
                .singleElement()
                .isInstanceOfSatisfying(
                        Traffic.CalledBack.class,
                        callback -> {
                            assertThat(callback.function()).isEqualTo("shop/mine");
                            assertThat(callback.status()).isEqualTo("200");
                            assertThat(callback.path()).isEqualTo("/callbacks/done");
                            assertThat(callback.body()).isEqualTo("Hello");
                        });
    }

    private HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create(gateway.uri() + target))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private String counts() throws IOException, InterruptedException {
        return send(request("/metrics")).body();
    }

    private static String count(String metric, int count) {
        return "%s{namespace=\"shop\",function=\"mine\"} %d\n".formatted(metric, count);
    }
}
