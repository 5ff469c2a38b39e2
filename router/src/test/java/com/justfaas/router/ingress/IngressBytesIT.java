package com.justfaas.router.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.router.http.LogCapture;
import com.justfaas.router.http.RawHttp;
import com.justfaas.router.http.RawHttp.Reply;
import com.justfaas.testkit.junit.NatsExtension;
import java.io.IOException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What well-behaved HTTP clients never send, byte by byte. */
class IngressBytesIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private static final String POST = "POST /apis/events HTTP/1.1\r\nHost: a\r\n";
    private static final String EVENT = POST + "X-Event-Type: bytes\r\n";
    private static final int LIMIT = 1024 * 1024;

    @SuppressWarnings("NullAway.Init")
    private static IngressFixture door;

    @BeforeAll
    static void start() {
        door = IngressFixture.ready(NATS.url(), IngressSettings.onPort(0), IngressFixture.SMALL);
    }

    @AfterAll
    static void stop() {
        door.close();
    }

    @Test
    void refusesWhatContentLengthAnnouncesBeforeTheBodyComes() throws IOException {
        Reply reply =
                RawHttp.exchange(
                        door.port(), EVENT + "Content-Length: " + (LIMIT + 1) + "\r\n\r\n");

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.isProblem()).isTrue();
        assertThat(reply.header("Connection")).contains("close");
    }

    @Test
    void doesNotAskForABodyThatIsTooLarge() throws IOException {
        Reply reply =
                RawHttp.exchange(
                        door.port(),
                        EVENT + "Expect: 100-continue\r\nContent-Length: 2000000\r\n\r\n");

        assertThat(reply.status()).isEqualTo(413);
    }

    @Test
    void asksForABodyThatItCanTake() throws IOException {
        try (RawHttp http = RawHttp.connect(door.port())) {
            http.send(EVENT + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertThat(http.read().status()).isEqualTo(100);
            assertThat(http.send("{}").read().status()).isEqualTo(202);
        }
    }

    @Test
    void takesAChunkedBodyAndCutsOneThatIsTooLarge() throws IOException {
        String chunked = EVENT + "Transfer-Encoding: chunked\r\n\r\n";
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";

        Reply taken = RawHttp.exchange(door.port(), chunked + chunk + "0\r\n\r\n");
        Reply cut = RawHttp.exchange(door.port(), chunked + chunk.repeat(17) + "0\r\n\r\n");

        assertThat(taken.status()).isEqualTo(202);
        assertThat(cut.status()).isEqualTo(413);
        assertThat(cut.isProblem()).isTrue();
    }

    @Test
    void refusesChunksThatAreNone() throws IOException {
        Reply reply =
                RawHttp.exchange(
                        door.port(), EVENT + "Transfer-Encoding: chunked\r\n\r\nnonsense\r\n");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.isProblem()).isTrue();
    }

    @Test
    void refusesHeadersThatAreTooLarge() throws IOException {
        Reply reply =
                RawHttp.exchange(
                        door.port(), EVENT + "ce-filler: " + "x".repeat(70_000) + "\r\n\r\n");

        assertThat(reply.status()).isEqualTo(431);
        assertThat(reply.isProblem()).isTrue();
        assertThat(reply.body()).contains("urn:justfaas:problem:headers-too-large");
        assertThat(door.registry.scrape()).contains("faas_events_refused_total{status=\"431\"}");
    }

    @Test
    void refusesHeadersThatAreNotAscii() throws IOException {
        assertThat(RawHttp.exchange(door.port(), POST + "X-Event-Type: gr\u00f6\u00dfe\r\n\r\n"))
                .matches(Reply::isProblem)
                .matches(reply -> reply.body().contains("X-Event-Type holds the character U+00F6"));
    }

    @Test
    void refusesOtherMethodsAndSaysWhichIsRight() throws IOException {
        Reply reply = RawHttp.exchange(door.port(), "GET /apis/events HTTP/1.1\r\nHost: a\r\n\r\n");

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).contains("POST");
    }

    @Test
    void goesOnWithTheConnectionAfterARefusal() throws IOException {
        try (RawHttp http = RawHttp.connect(door.port())) {
            http.send(POST + "Content-Length: 2\r\n\r\n{}");
            assertThat(http.read().status()).isEqualTo(400);
            http.send(EVENT + "Content-Length: 2\r\n\r\n{}");
            assertThat(http.read().status()).isEqualTo(202);
        }
    }

    @Test
    void answersATruncatedBodyAndLogsNothing() throws IOException {
        try (LogCapture log = LogCapture.open()) {
            for (int i = 0; i < 20; i++) {
                try (RawHttp http = RawHttp.connect(door.port())) {
                    http.send(EVENT + "Content-Length: 100\r\n\r\nhalf").endOfInput();
                    Reply reply = http.read();
                    assertThat(reply.status()).isEqualTo(400);
                    assertThat(reply.body()).contains("urn:justfaas:problem:truncated-body");
                }
            }
            for (int i = 0; i < 200; i++) {
                try (RawHttp http = RawHttp.connect(door.port())) {
                    http.send(EVENT + "Content-Length: 100\r\n\r\nhalf");
                }
            }
            Awaitility.await()
                    .until(
                            () ->
                                    door.registry.get("faas.ingress.memory.bytes").gauge().value()
                                            == 0);
            assertThat(log.lines()).isEmpty();
        }
    }
}
