package com.justfaas.router.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.router.http.HttpDoorSettings;
import com.justfaas.router.http.HttpLimits;
import com.justfaas.router.http.LogCapture;
import com.justfaas.router.http.RawHttp;
import com.justfaas.router.http.RawHttp.Reply;
import com.justfaas.testkit.junit.NatsExtension;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that are slow, too many, or late. */
class IngressPressureIT {

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
    void givesUpOnABodyThatDrips() throws IOException {
        IngressSettings impatient =
                IngressSettings.onPort(0)
                        .withLimits(new BodyLimits(LIMIT, 10 * LIMIT))
                        .withDoor(
                                HttpDoorSettings.of("ingress", "FAAS_HTTP_PORT", 0)
                                        .withLimits(
                                                HttpLimits.STANDARD.withIdle(
                                                        Duration.ofMillis(300))));
        try (IngressFixture slow = IngressFixture.started(NATS.url(), impatient);
                RawHttp still = RawHttp.connect(slow.port());
                LogCapture log = LogCapture.open()) {
            Reply reply = still.send(EVENT + "Content-Length: 100\r\n\r\nhalf").read();

            assertThat(reply.status()).isEqualTo(408);
            assertThat(reply.isProblem()).isTrue();
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void refusesBodiesWhenThereIsNoRoomAndTakesThemLater() throws IOException {
        IngressSettings narrow =
                IngressSettings.onPort(0).withLimits(new BodyLimits(LIMIT, 200_000));
        try (IngressFixture full = IngressFixture.started(NATS.url(), narrow)) {
            Awaitility.await().until(full.link::isConnected);
            List<RawHttp> waiting = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                waiting.add(
                        RawHttp.connect(full.port())
                                .send(
                                        EVENT
                                                + "Content-Length: 30001\r\n\r\n"
                                                + "x".repeat(30_000)));
            }
            Awaitility.await()
                    .until(
                            () ->
                                    full.registry.get("faas.ingress.memory.bytes").gauge().value()
                                            == 180_000);

            Reply refused = RawHttp.exchange(full.port(), EVENT + "Content-Length: 20000\r\n\r\n");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).contains("1");
            assertThat(refused.isProblem()).isTrue();

            for (RawHttp http : waiting) {
                assertThat(http.send("x").read().status()).isEqualTo(202);
                http.close();
            }
            assertThat(full.post(new byte[20_000], "X-Event-Type", "bytes").statusCode())
                    .isEqualTo(202);
        }
    }

    @Test
    void letsAClientFinishThatWasRefusedWhileItSends() {
        for (int i = 0; i < 5; i++) {
            assertThat(door.post(new byte[8 * LIMIT], "X-Event-Type", "bytes").statusCode())
                    .isEqualTo(413);
        }
    }

    @Test
    void sendsEverybodyAwayWhileItStopsAndFinishesWhatIsInFlight() throws IOException {
        IngressFixture stopping = IngressFixture.started(NATS.url(), IngressSettings.onPort(0));
        Awaitility.await().until(stopping.link::isConnected);
        try (RawHttp inFlight = RawHttp.connect(stopping.port());
                RawHttp kept = RawHttp.connect(stopping.port())) {
            assertThat(kept.send(EVENT + "Content-Length: 1\r\n\r\n1").read().status())
                    .isEqualTo(202);
            inFlight.send(EVENT + "Content-Length: 20\r\n\r\n1234567890");
            Awaitility.await()
                    .until(
                            () ->
                                    stopping.registry
                                                    .get("faas.ingress.memory.bytes")
                                                    .gauge()
                                                    .value()
                                            == 20);

            stopping.server.stopAccepting();

            Reply refused = kept.send(EVENT + "Content-Length: 1\r\n\r\n1").read();
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Connection")).contains("close");
            assertThat(refused.header("Retry-After")).isPresent();
            assertThat(kept.isClosedByServer()).isTrue();
            assertThat(inFlight.send("1234567890").read().status()).isEqualTo(202);
        } finally {
            stopping.close();
        }
    }
}
