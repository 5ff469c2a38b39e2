package com.justfaas.router.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From the port to the last request in flight. */
class HttpDoorLifecycleIT {

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final HttpDoor door = door(HttpDoorSettings.of("test", "FAAS_TEST_PORT", 0));

    @AfterEach
    void close() {
        released.countDown();
        door.close();
    }

    private HttpDoor door(HttpDoorSettings settings) {
        return new HttpDoor(settings, List.of((RouteModule) this::routes));
    }

    private void routes(RoutesConfig routes) {
        routes.get("/hello", ctx -> Answer.json(200, "hello").writeTo(ctx.res()));
        routes.get(
                "/slow",
                ctx -> {
                    entered.countDown();
                    released.await();
                    Answer.json(200, "done").writeTo(ctx.res());
                });
    }

    @Test
    void namesThePortAndTheSettingWhenThePortIsTaken() {
        door.start();
        HttpDoor second = door(HttpDoorSettings.of("test", "FAAS_TEST_PORT", door.port()));

        assertThatThrownBy(second::start)
                .isInstanceOf(CannotListenException.class)
                .hasMessage(
                        "cannot listen on port %d: Address already in use; free it, or set FAAS_TEST_PORT to another port (0 takes any free one)"
                                .formatted(door.port()));
        second.close();
    }

    @Test
    void listensOnEveryAddressUnlessItIsGivenOne() throws IOException {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        InetAddress other =
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .filter(address -> !address.isLoopbackAddress())
                        .findFirst()
                        .orElse(InetAddress.ofLiteral("127.0.0.2"));
        door.start();
        new Socket(other, door.port()).close();

        HttpDoor local = door(HttpDoorSettings.of("test", "FAAS_TEST_PORT", 0).on(loopback));
        local.start();
        try {
            new Socket(loopback, local.port()).close();
            assertThatThrownBy(() -> new Socket(other, local.port()))
                    .isInstanceOf(ConnectException.class);
        } finally {
            local.close();
        }
    }

    @Test
    void takesItsPortAgainAtOnce() throws IOException {
        door.start();
        int port = door.port();
        RawHttp.exchange(port, "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
        door.close();

        HttpDoor again = door(HttpDoorSettings.of("test", "FAAS_TEST_PORT", port));
        again.start();

        assertThat(again.port()).isEqualTo(port);
        again.close();
    }

    @Test
    void finishesWhatIsInFlightWhenItStops() throws Exception {
        door.start();
        int port = door.port();
        try (RawHttp http = RawHttp.connect(port);
                LogCapture log = LogCapture.open()) {
            http.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Void> closed = CompletableFuture.runAsync(door::close);
            Awaitility.await().until(() -> refuses(port));
            assertThat(closed).isNotDone();

            released.countDown();

            assertThat(http.read().status()).isEqualTo(200);
            closed.get(10, TimeUnit.SECONDS);
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void closesAConnectionOnWhichNothingMoves() throws IOException {
        HttpDoor impatient =
                door(
                        HttpDoorSettings.of("test", "FAAS_TEST_PORT", 0)
                                .withLimits(HttpLimits.STANDARD.withIdle(Duration.ofMillis(200))));
        impatient.start();
        try (RawHttp idle = RawHttp.connect(impatient.port());
                RawHttp halfway = RawHttp.connect(impatient.port())) {
            halfway.send("GET /hello HTTP/1.1\r\nHo");

            assertThat(idle.isClosedByServer()).isTrue();
            assertThat(halfway.readToEnd()).doesNotContain("200 OK");
        } finally {
            impatient.close();
        }
    }

    private static boolean refuses(int port) {
        try {
            RawHttp.connect(port).close();
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
