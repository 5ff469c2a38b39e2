package com.justfaas.router.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.router.invocation.InvocationOutcome.Failure;
import com.justfaas.router.invocation.InvocationOutcome.Retryable;
import com.justfaas.router.invocation.InvocationOutcome.Succeeded;
import com.justfaas.testkit.RawFunction;
import com.justfaas.testkit.RawFunction.Script;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a function or a webhook writes, little of it is read into memory. */
@Timeout(60)
class ResponseLimitsIT {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String EMPTY = "Content-Length: 0\r\n\r\n";

    /** Bytes that a connection's sockets may hold besides what is read of it. */
    private static final long IN_SOCKETS = 16 << 20;

    enum Attack {
        ONE_HEADER(OK + "X-Endless: ", "x"),
        ONE_HEADER_NAME(OK, "x"),
        MANY_HEADERS(OK, "X-Endless: 1234567890\r\n"),
        TINY_HEADERS(OK, "a:\r\n"),
        WHITE_SPACE_IN_A_HEADER(OK + "X-Endless:", " "),
        REASON("HTTP/1.1 200 ", "so "),
        NO_STATUS_LINE("", "x"),
        EMPTY_LINES("", "\r\n"),
        WHITE_SPACE("", " "),
        TRAILERS(CHUNKED + "0\r\n", "X-Endless: 12345678\r\n"),
        TINY_TRAILERS(CHUNKED + "0\r\n", "a:\r\n"),
        ONE_TRAILER(CHUNKED + "0\r\nX-Endless: ", "x"),
        CHUNK_EXTENSION(CHUNKED + "5;x=", "x"),
        CHUNK_EXTENSIONS(CHUNKED, "1;endless=extension\r\nx\r\n"),
        CHUNK_SIZE(CHUNKED, "0"),
        EARLY_HINTS("", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"),
        CONTINUE("", "HTTP/1.1 100 Continue\r\n\r\n"),
        PROCESSING("", "HTTP/1.1 102 Processing\r\n\r\n"),
        UNKNOWN_INTERIM("", "HTTP/1.1 199 Soon\r\n\r\n"),
        ENDLESS_INTERIM("HTTP/1.1 103 So\r\nLink: ", "x"),
        SWITCHING("HTTP/1.1 101 So\r\nUpgrade: x\r\n\r\n", "x");

        private final String beginning;
        private final String more;

        Attack(String beginning, String more) {
            this.beginning = beginning;
            this.more = more;
        }

        Script script() {
            return output -> {
                output.write(beginning).endlessly(more);
                return false;
            };
        }
    }

    @AutoClose private final InvokerFixture fixture = new InvokerFixture(8 << 20);

    private InvocationOutcome outcome(Script script) throws Exception {
        try (RawFunction function = RawFunction.started(script)) {
            return fixture.call(function, "resizer", Kept.BODY).get(20, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsWhatHasNoEndAndCountsItAsAFailureOfTheFunction(Attack attack) throws Exception {
        try (RawFunction function = RawFunction.started(attack.script())) {
            InvocationOutcome outcome =
                    fixture.call(function, "resizer", Kept.BODY).get(20, TimeUnit.SECONDS);

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Retryable.class,
                            retryable -> {
                                assertThat(retryable.failure()).isEqualTo(Failure.ERROR);
                                assertThat(retryable.detail())
                                        .startsWith("the response cannot be read: ")
                                        .contains("at most 32 KiB of headers")
                                        .doesNotContain("jetty");
                            });
            await().until(() -> function.connections() == 0);
            assertThat(function.written()).isLessThan(IN_SOCKETS);
            assertThat(function.requests()).isEqualTo(1);
        }
        assertThat(fixture.budget.used()).isZero();
    }

    @Test
    void endsAnEndlessBodyAndKeepsTheStatus() throws Exception {
        try (RawFunction function =
                RawFunction.started(
                        output -> {
                            output.write(OK + "Content-Length: 1000000000000\r\n\r\n");
                            output.endlessly("x");
                            return false;
                        })) {
            for (Kept kept : Kept.values()) {
                var outcome = fixture.call(function, "resizer", kept).get(20, TimeUnit.SECONDS);

                assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Succeeded.class,
                                done -> {
                                    assertThat(done.response().truncated()).isTrue();
                                    done.response().memory().release();
                                });
            }
            await().until(() -> function.connections() == 0);
            assertThat(function.written()).isLessThan(3 * IN_SOCKETS);
        }
        assertThat(fixture.budget.used()).isZero();
    }

    @Test
    void takesHeadersUpToTheLimit() throws Exception {
        StringBuilder headers = new StringBuilder(OK + "ce-specversion: 1.0\r\n");
        for (int i = 0; i < 30; i++) {
            headers.append("ce-large%d: ".formatted(i)).append("x".repeat(1000)).append("\r\n");
        }
        var response = succeeded(headers + EMPTY);

        assertThat(response.header("ce-large29")).contains("x".repeat(1000));
        response.memory().release();
        assertThat(succeeded(OK + "a:\r\n".repeat(198) + EMPTY).status()).isEqualTo(200);
    }

    @Test
    void skipsAFewInterimResponses() throws Exception {
        String hints =
                "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\nDate: x\r\n\r\n";
        assertThat(
                        succeeded(hints + hints + OK + "Content-Type: a/b\r\n" + EMPTY)
                                .headers()
                                .names())
                .containsExactly("content-type");
        assertThat(succeeded("HTTP/1.1 100 Continue\r\n\r\n".repeat(3) + OK + EMPTY).status())
                .isEqualTo(200);
        assertThat(succeeded("HTTP/1.1 102 Processing\r\n\r\n" + OK + EMPTY).status())
                .isEqualTo(200);
        assertThat(succeeded("HTTP/1.1 199 Unknown\r\n\r\n".repeat(8) + OK + EMPTY).status())
                .isEqualTo(200);
    }

    /** The count is of one response, and not of the connection. */
    @Test
    void countsInterimResponsesAnewForEachRequest() throws Exception {
        try (RawFunction function =
                RawFunction.started(
                        output -> {
                            output.write("HTTP/1.1 103 So\r\n\r\n".repeat(8) + OK + EMPTY);
                            return true;
                        })) {
            for (int i = 0; i < 3; i++) {
                assertThat(fixture.call(function, "resizer", Kept.BODY).get(20, TimeUnit.SECONDS))
                        .isInstanceOf(Succeeded.class);
            }
            assertThat(function.connections()).isEqualTo(1);
        }
    }

    @Test
    void takesABodyOfAMebibyte() throws Exception {
        String body = "y".repeat(1 << 20);
        FunctionResponse whole = succeeded(OK + "Content-Length: 1048576\r\n\r\n" + body);
        assertThat(whole.truncated()).isFalse();
        assertThat(whole.body().utf8(1 << 20)).isEqualTo(body);
        assertThat(fixture.budget.used()).isEqualTo(1 << 20);
        whole.memory().release();

        FunctionResponse larger = succeeded(OK + "Content-Length: 1048577\r\n\r\nx" + body);
        assertThat(larger.truncated()).isTrue();
        larger.memory().release();
        assertThat(fixture.budget.used()).isZero();
    }

    @Test
    void takesTrailersAndChunkExtensions() throws Exception {
        FunctionResponse response =
                succeeded(
                        CHUNKED
                                + "5;name=value\r\nhello\r\n6;quoted=\"a b\"\r\n world\r\n0\r\n"
                                + "Digest: abc\r\nServer-Timing: total;dur=1\r\n\r\n");

        assertThat(response.body().utf8(100)).isEqualTo("hello world");
        assertThat(response.truncated()).isFalse();
    }

    @Test
    void takesResponsesThatEndWithTheConnection() throws Exception {
        assertThat(succeeded("HTTP/1.0 200 OK\r\n\r\nold").body().utf8(10)).isEqualTo("old");
        assertThat(succeeded(OK + "\r\nno length").body().utf8(10)).isEqualTo("no length");
        assertThat(succeeded("HTTP/1.1 204 \r\n\r\n").status()).isEqualTo(204);
    }

    /** Jetty's handler of 401 would refuse one that is larger than 16 KiB. */
    @Test
    void takesALargeBodyOfAnyStatus() throws Exception {
        String body = "z".repeat(100_000);
        InvocationOutcome outcome =
                outcome(
                        output -> {
                            output.write(
                                    "HTTP/1.1 401 No\r\nContent-Length: 100000\r\n\r\n" + body);
                            return false;
                        });

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        InvocationOutcome.Terminal.class,
                        no ->
                                assertThat(no.response().orElseThrow().body().utf8(100_000))
                                        .isEqualTo(body));
    }

    @Test
    void aConnectionThatEndsWithinTheHeadersIsBroken() throws Exception {
        for (String beginning :
                new String[] {OK + "X-Half: ", OK, "HTTP/1.1 2", CHUNKED + "5\r\nhe"}) {
            InvocationOutcome outcome =
                    outcome(
                            output -> {
                                output.write(beginning);
                                return false;
                            });

            assertThat(outcome)
                    .as(beginning)
                    .isInstanceOfSatisfying(
                            Retryable.class,
                            broken -> assertThat(broken.failure()).isEqualTo(Failure.BROKEN));
        }
    }

    private FunctionResponse succeeded(String response) throws Exception {
        InvocationOutcome outcome =
                outcome(
                        output -> {
                            output.write(response);
                            return false;
                        });
        assertThat(outcome).isInstanceOf(Succeeded.class);
        return ((Succeeded) outcome).response();
    }
}
