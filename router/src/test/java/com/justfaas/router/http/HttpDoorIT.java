package com.justfaas.router.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.router.http.RawHttp.Reply;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDoorIT {

    private final HttpDoor door = door(HttpDoorSettings.of("test", "FAAS_TEST_PORT", 0));

    @AfterEach
    void close() {
        door.close();
    }

    private HttpDoor door(HttpDoorSettings settings) {
        return new HttpDoor(settings, List.of((RouteModule) this::routes));
    }

    private void routes(RoutesConfig routes) {
        routes.get("/hello", ctx -> Answer.json(200, "hello").writeTo(ctx.res()));
        routes.post(
                "/hello",
                ctx -> {
                    // Jetty closes a connection whose request was not read when the response ends
                    ctx.bodyAsBytes();
                    Answer.json(200, "hello").writeTo(ctx.res());
                });
        routes.get("/large", ctx -> Answer.json(200, "x".repeat(200_000)).writeTo(ctx.res()));
        routes.get(
                "/streamed",
                ctx -> {
                    ctx.contentType("text/event-stream");
                    for (int i = 0; i < 3; i++) {
                        ctx.outputStream().write("data: hello".getBytes(StandardCharsets.UTF_8));
                        ctx.outputStream().flush();
                    }
                });
        Handler answer = ctx -> Answer.json(200, "letters").writeTo(ctx.res());
        routes.post("/letters/redrive", answer);
        routes.get("/letters/redrive", answer);
        routes.delete("/letters/redrive/{job}", answer);
        routes.delete("/letters/{id}", answer);
        routes.post("/letters/{id}/redrive", answer);
        routes.get(
                "/broken",
                ctx -> {
                    throw new IllegalStateException("secret");
                });
        routes.get(
                "/error",
                ctx -> {
                    throw new StackOverflowError("secret");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /nowhere HTTP/1.1~Host: a                                        | 404",
                "GET /hello/more HTTP/1.1~Host: a                                     | 404",
                "PUT /hello HTTP/1.1~Host: a                                          | 405",
                "BREW /hello HTTP/1.1~Host: a                                         | 405",
                "TRACE /hello HTTP/1.1~Host: a~X-Secret: secret                       | 405",
                "TRACE / HTTP/1.1~Host: a~X-Secret: secret                            | 404",
                "GET /hello HTTP/1.1~Host: a~X-Bad: a\u0000b                          | 400",
                "GET /hello HTTP/1.1~Host: a~X-Bad: a\u0001b                          | 400",
                "GET /hello HTTP/1.1~Host: a~X-Bad                                    | 400",
                "GET /hello HTTP/1.1~Host: a~ X-Folded: b                             | 400",
                "GET /a%2fb HTTP/1.1~Host: a                                          | 400",
                "GET /hello HTTP/1.1                                                  | 400",
                "GET /hello HTTP/9.9~Host: a                                          | 505",
                "nonsense                                                             | 400",
                "GET /hello HTTP/1.1~Host: a~Bad Header: x                            | 400",
                "POST /hello HTTP/1.1~Host: a~Content-Length: 1~Content-Length: 2     | 400",
                "POST /hello HTTP/1.1~Host: a~Content-Length: x                       | 400",
                "POST /hello HTTP/1.1~Host: a~Content-Length: 1~Transfer-Encoding: chunked | 400",
                "GET /hello HTTP/1.1~Host: a~Expect: miracles                         | 417",
                "GET /broken HTTP/1.1~Host: a                                         | 500",
                "GET /error HTTP/1.1~Host: a                                          | 500",
            })
    void answersEveryErrorWithAProblem(String request, int status) throws IOException {
        door.start();

        Reply reply = RawHttp.exchange(door.port(), request.replace("~", "\r\n") + "\r\n\r\n");

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.isProblem()).as(reply.toString()).isTrue();
        assertThat(reply.body()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Length: x                     | \"errors\":{\"Content-Length\":[\"",
                "Content-Length: 1~Content-Length: 2   | \"errors\":{\"Content-Length\":[\"",
                "Transfer-Encoding: chunked, x         | \"errors\":{\"Transfer-Encoding\":[\"",
                "X-Bad: a\u0000b                       | in the request line or in a header",
            })
    void namesTheHeaderThatIsWrongWhereJettyDoes(String headers, String told) throws IOException {
        door.start();

        Reply reply =
                RawHttp.exchange(
                        door.port(),
                        "POST /hello HTTP/1.1\r\nHost: a\r\n%s\r\n\r\n"
                                .formatted(headers.replace("~", "\r\n")));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains(told);
    }

    @Test
    void saysWhichMethodsAreAllowed() throws IOException {
        door.start();

        Reply reply = RawHttp.exchange(door.port(), "DELETE /hello HTTP/1.1\r\nHost: a\r\n\r\n");

        assertThat(reply.header("Allow")).contains("GET, POST");
    }

    /** Also where a path with a parameter would match, and has that method. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE /letters/7              | 200 |",
                "DELETE /letters/redrive        | 405 | GET, POST",
                "PUT /letters/redrive           | 405 | GET, POST",
                "POST /letters/7                | 405 | DELETE",
                "POST /letters/7/redrive        | 200 |",
                "DELETE /letters/redrive/7      | 200 |",
                "POST /letters/redrive/redrive  | 405 | DELETE",
                "HEAD /letters/redrive          | 200 |",
                "HEAD /letters/7                | 405 | DELETE",
                "OPTIONS /letters/7             | 405 | DELETE",
            })
    void allowsTheMethodsOfTheMostSpecificPath(String request, int status, @Nullable String allow)
            throws IOException {
        door.start();

        try (RawHttp http = RawHttp.connect(door.port())) {
            Reply reply = http.send(request + " HTTP/1.1\r\nHost: a\r\n\r\n").readHead();

            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.header("Allow")).isEqualTo(Optional.ofNullable(allow));
        }
    }

    /** RFC 9110, section 9.3.2; a body would be read as the next response. */
    @ParameterizedTest
    @ValueSource(strings = {"/hello", "/large", "/streamed", "/broken", "/nowhere", "/hello?x=1"})
    void servesHeadAsGetWithoutTheBody(String target) throws IOException {
        door.start();
        String request = " %s HTTP/1.1\r\nHost: a\r\n\r\n".formatted(target);
        try (RawHttp get = RawHttp.connect(door.port());
                RawHttp head = RawHttp.connect(door.port())) {
            String expected = withoutDate(get.send("GET" + request).readHead());

            for (int i = 0; i < 3; i++) {
                assertThat(withoutDate(head.send("HEAD" + request).readHead())).isEqualTo(expected);
            }
            assertThat(head.endOfInput().readToEnd()).isEmpty();
        }
    }

    private static String withoutDate(Reply reply) {
        return reply.head().replaceAll("Date: .*\r\n", "");
    }

    @Test
    void refusesHeadersAboveTheLimitAndTakesThoseBelow() throws IOException {
        door.start();
        String request = "GET /hello HTTP/1.1\r\nHost: a\r\nX-Filler: %s\r\n\r\n";

        Reply large = RawHttp.exchange(door.port(), request.formatted("x".repeat(66_000)));
        Reply allowed = RawHttp.exchange(door.port(), request.formatted("x".repeat(63_000)));

        assertThat(large.status()).isEqualTo(431);
        assertThat(large.isProblem()).isTrue();
        assertThat(allowed.status()).isEqualTo(200);
    }

    @Test
    void takesTwoHundredHeadersAndSaysHowManyAreTooMany() throws IOException {
        door.start();

        assertThat(withHeaders(200).status()).isEqualTo(200);
        for (int many : List.of(201, 9_000)) {
            Reply refused = withHeaders(many);
            assertThat(refused.status()).isEqualTo(431);
            assertThat(refused.isProblem()).isTrue();
            assertThat(refused.body())
                    .contains("urn:justfaas:problem:headers-too-large")
                    .contains("the request has %d headers; 200 is the most".formatted(many))
                    .contains("\"limit\":200");
        }
    }

    /** Host is one of them. */
    private Reply withHeaders(int count) throws IOException {
        return RawHttp.exchange(
                door.port(),
                "GET /hello HTTP/1.1\r\nHost: a\r\n" + "x:1\r\n".repeat(count - 1) + "\r\n");
    }

    @Test
    void refusesALargeHeadWhenThereIsNoRoomAndServesOthers() throws IOException {
        HttpDoor narrow =
                door(
                        HttpDoorSettings.of("test", "FAAS_TEST_PORT", 0)
                                .withLimits(HttpLimits.STANDARD.withLargeHeads(30_000)));
        narrow.start();
        String request = "GET /hello HTTP/1.1\r\nHost: a\r\nX-Filler: %s\r\n\r\n";
        try (RawHttp http = RawHttp.connect(narrow.port())) {
            Reply refused = RawHttp.exchange(narrow.port(), request.formatted("x".repeat(60_000)));

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.isProblem()).isTrue();
            assertThat(refused.header("Retry-After")).contains("1");
            for (int size : List.of(20_000, 1, 20_000, 20_000)) {
                http.send(request.formatted("x".repeat(size)));
                assertThat(http.read().status()).isEqualTo(200);
            }
        } finally {
            narrow.close();
        }
    }

    @Test
    void passesOverTrailers() throws IOException {
        door.start();
        try (RawHttp http = RawHttp.connect(door.port())) {
            for (int i = 0; i < 2; i++) {
                http.send("POST /hello HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
                http.send("1\r\nx\r\n0\r\n" + "x:1\r\n".repeat(9_000) + "\r\n");
                assertThat(http.read().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void refusesAnUpgradeToWebSocketsWithAProblem() throws IOException {
        door.start();

        Reply reply =
                RawHttp.exchange(
                        door.port(),
                        "GET /hello HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.isProblem()).as(reply.toString()).isTrue();
    }

    @Test
    void logsAnIncidentUnderTheNumberThatTheClientGot() throws IOException {
        door.start();
        try (LogCapture log = LogCapture.open()) {
            Reply reply = RawHttp.exchange(door.port(), "GET /broken HTTP/1.1\r\nHost: a\r\n\r\n");

            assertThat(reply.body()).contains("\"incident\":\"");
            assertThat(log.lines()).hasSize(1);
        }
    }
}
