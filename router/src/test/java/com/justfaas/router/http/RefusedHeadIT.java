package com.justfaas.router.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.router.http.RawHttp.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The sender of a head that is refused reads why, also when its body is still on the way. */
class RefusedHeadIT {

    private static final int TIMES = 50;
    private static final byte[] BODY = new byte[1 << 20];

    private final HttpDoor door =
            new HttpDoor(
                    HttpDoorSettings.of("test", "FAAS_TEST_PORT", 0)
                            .withLimits(HttpLimits.STANDARD.withHead(Duration.ofMillis(100))),
                    List.of());

    /** What is wrong with a head. */
    enum Head {
        TOO_LARGE(431, "X-Filler: " + "x".repeat(70_000) + "\r\n\r\n"),
        TOO_MANY_HEADERS(431, "x:1\r\n".repeat(300) + "\r\n"),
        MALFORMED(400, "X-Bad: a\u0001b\r\n\r\n"),
        WITH_TWO_LENGTHS(400, "Content-Length: 1\r\n\r\n"),
        TOO_SLOW(408, "X-Filler: a");

        private final int status;
        private final String text;

        Head(int status, String rest) {
            this.status = status;
            this.text =
                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n".formatted(BODY.length)
                            + rest;
        }
    }

    @BeforeEach
    void start() {
        door.start();
    }

    @AfterEach
    void close() {
        door.close();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TOO_SLOW")
    void isReadByASenderThatSendsAllAtOnce(Head head) throws IOException {
        for (int i = 0; i < TIMES; i++) {
            try (RawHttp http = RawHttp.connect(door.port())) {
                http.send(head.text).send(BODY);
                assertRefused(head, http);
                assertThat(http.readToEnd()).isEmpty();
            }
        }
    }

    /** The server has responded long before the sender sends the rest. */
    @ParameterizedTest
    @EnumSource
    void leavesTheConnectionToASenderThatGoesOn(Head head) throws IOException {
        for (int i = 0; i < TIMES; i++) {
            try (RawHttp http = RawHttp.connect(door.port()).send(head.text)) {
                assertRefused(head, http);
                assertThat(http.readToEnd()).isEmpty();
                http.send(BODY);
            }
        }
    }

    private static void assertRefused(Head head, RawHttp http) throws IOException {
        Reply reply = http.read();
        assertThat(reply.status()).isEqualTo(head.status);
        assertThat(reply.isProblem()).as(reply.toString()).isTrue();
    }
}
