package com.justfaas.router.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.router.http.RawHttp.Reply;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send so slowly that no timeout for silence ever ends. */
class SlowRequestIT {

    private static final int CONNECTIONS = 300;
    private static final Duration HEAD = Duration.ofSeconds(1);
    private static final Duration BODY = Duration.ofSeconds(1);
    private static final Duration PERIOD = Duration.ofMillis(100);
    private static final String GET = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String POST = "POST /body HTTP/1.1\r\nHost: a\r\n";

    private final ByteBudget budget = new ByteBudget(1024 * 1024);
    private final HttpDoor door =
            new HttpDoor(
                    HttpDoorSettings.of("test", "FAAS_TEST_PORT", 0)
                            .withLimits(HttpLimits.STANDARD.withHead(HEAD).withBody(BODY)),
                    List.of((RouteModule) this::routes));
    private final List<RawHttp> connections = new ArrayList<>();

    @BeforeEach
    void start() {
        door.start();
    }

    @AfterEach
    void close() throws IOException {
        for (RawHttp http : connections) {
            http.close();
        }
        door.close();
    }

    private void routes(RoutesConfig routes) {
        routes.get("/hello", ctx -> Answer.json(200, "hello").writeTo(ctx.res()));
        routes.post(
                "/body",
                ctx -> {
                    try (ByteBudget.Share share = budget.share(1)) {
                        Body body = BodyReader.read(ctx.req(), 1000, share);
                        int status = body instanceof Body.Whole ? 200 : 408;
                        Answer.json(status, body.getClass().getSimpleName()).writeTo(ctx.res());
                    }
                });
    }

    @Test
    void refusesHeadsThatArriveAByteAtATime() throws Exception {
        List<String> ends = endsOf("GET /hello HTTP/1.1\r\nHost: a\r\nX-Filler: a");

        long refused = ends.stream().filter(end -> end.startsWith("HTTP/1.1 408 ")).count();
        System.out.printf("%d of %d slow heads got 408 and an end%n", refused, ends.size());
        assertThat(refused).isEqualTo(CONNECTIONS);
        assertThat(ends)
                .allSatisfy(
                        end ->
                                assertThat(end)
                                        .contains("application/problem+json")
                                        .contains("urn:justfaas:problem:slow-head")
                                        .contains("within 1 s"));
    }

    @Test
    void refusesAHeadThatStopsHalfway() throws IOException {
        RawHttp http = connect().send("GET /hello HTTP/1.1\r\nHo");

        Reply reply = http.read();

        assertThat(reply.status()).isEqualTo(408);
        assertThat(reply.isProblem()).isTrue();
        assertThat(http.isClosedByServer()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n", "\r\n\r\n\r\n\r\n"})
    void closesConnectionsThatSendBlankLinesOnly(String lines) throws Exception {
        assertThat(endsOf(lines)).hasSize(CONNECTIONS).allMatch(String::isEmpty);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 900\r\n\r\nx",
                "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n1;extension=x",
                "Transfer-Encoding: chunked\r\n\r\n0\r\nX-Trailer: x",
            })
    void refusesBodiesThatArriveAByteAtATime(String rest) throws Exception {
        int begin = rest.indexOf("\r\n\r\n") + 4;
        RawHttp http = connect().send(POST + rest.substring(0, begin));

        try (Drip _ = Drip.onto(connections, rest.substring(begin), PERIOD)) {
            Reply reply = http.read();

            assertThat(reply.status()).isEqualTo(408);
            assertThat(reply.body()).isEqualTo("\"TooSlow\"");
        }
    }

    @Test
    void takesAHeadThatArrivesSlowlyInTime() throws Exception {
        RawHttp http = connect();
        try (Drip _ = Drip.onto(connections, GET, Duration.ofMillis(10))) {
            assertThat(http.read().status()).isEqualTo(200);
        }
    }

    @Test
    void keepsAConnectionThatIsIdleForLongerThanAHeadMayTake() throws Exception {
        RawHttp http = connect().send(GET);
        assertThat(http.read().status()).isEqualTo(200);

        Duration longer = HEAD.plus(HEAD.dividedBy(2));
        CompletableFuture.delayedExecutor(longer.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> send(http, GET));

        assertThat(http.read().status()).isEqualTo(200);
    }

    @Test
    void givesABodyItsOwnTimeAfterASlowHead() throws Exception {
        RawHttp http = connect().send(POST + "Expect: 100-continue\r\nContent-Length: 1\r\n\r\n");
        assertThat(http.read().status()).isEqualTo(100);

        assertThat(http.send("x").read().status()).isEqualTo(200);
        assertThat(http.send(GET).read().status()).isEqualTo(200);
    }

    @Test
    void servesPipelinedRequestsOfWhichTheLastIsInPieces() throws Exception {
        RawHttp http = connect().send(GET + POST + "Content-Length: 1\r\n\r\nx" + GET + "GET /he");
        for (int i = 0; i < 3; i++) {
            assertThat(http.read().status()).isEqualTo(200);
        }
        assertThat(http.send("llo HTTP/1.1\r\nHost: a\r\n\r\n").read().status()).isEqualTo(200);
    }

    private static void send(RawHttp http, String text) {
        try {
            http.send(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RawHttp connect() throws IOException {
        RawHttp http = RawHttp.connect(door.port());
        connections.add(http);
        return http;
    }

    /** What each of many connections got before it was closed, while the text dripped in. */
    private List<String> endsOf(String text) throws Exception {
        for (int i = 0; i < CONNECTIONS; i++) {
            connect();
        }
        List<String> ends = new ArrayList<>();
        try (Drip _ = Drip.onto(connections, text, PERIOD);
                ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> reading =
                    connections.stream().map(http -> readers.submit(http::readToEnd)).toList();
            for (Future<String> end : reading) {
                ends.add(end.get());
            }
        }
        return ends;
    }
}
