package com.justfaas.router.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More connections than may be. */
class ConnectionLimitIT {

    private static final int LIMIT = 20;
    private static final int FLOOD = 3 * LIMIT;
    private static final String HELLO = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String SLOW = "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n";

    private static final String STORE = "POST /store HTTP/1.1\r\nHost: a\r\n";

    private final Semaphore bodies = new Semaphore(0);
    private final AtomicInteger stored = new AtomicInteger();
    private final Semaphore entered = new Semaphore(0);
    private final CountDownLatch released = new CountDownLatch(1);
    private final HttpDoor door =
            new HttpDoor(
                    HttpDoorSettings.of("test", "FAAS_TEST_PORT", 0)
                            .withLimits(HttpLimits.STANDARD.withConnections(LIMIT)),
                    List.of((RouteModule) this::routes));
    private final List<RawHttp> connections = new ArrayList<>();

    @BeforeEach
    void start() {
        door.start();
    }

    @AfterEach
    void close() throws IOException {
        released.countDown();
        for (RawHttp http : connections) {
            http.close();
        }
        door.close();
    }

    private void routes(RoutesConfig routes) {
        routes.get("/hello", ctx -> Answer.json(200, "hello").writeTo(ctx.res()));
        routes.post(
                "/store",
                ctx -> {
                    bodies.release();
                    try (ByteBudget.Share share = new ByteBudget(10_000).share(1)) {
                        if (BodyReader.read(ctx.req(), 1000, share) instanceof Body.Whole) {
                            stored.incrementAndGet();
                        }
                    }
                    Answer.json(200, "read").writeTo(ctx.res());
                });
        routes.get(
                "/slow",
                ctx -> {
                    entered.release();
                    released.await();
                    Answer.json(200, "done").writeTo(ctx.res());
                });
    }

    @Test
    void servesNewSendersWhileIdleConnectionsFloodIt() throws IOException {
        connect(FLOOD);

        int served = served(LIMIT);

        System.out.printf("%d of %d served among %d idle ones%n", served, LIMIT, FLOOD);
        assertThat(served).isEqualTo(LIMIT);
    }

    @Test
    void closesConnectionsThatSendAByteAtATimeForNewSenders() throws IOException {
        List<RawHttp> slow = connect(FLOOD);
        String head = "GET /hello HTTP/1.1\r\nX-Filler: a";
        try (Drip _ = Drip.onto(slow, head, Duration.ofMillis(100))) {
            assertThat(served(LIMIT)).isEqualTo(LIMIT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 1000\r\n\r\n",
                "Content-Length: 1000\r\n\r\nhalf",
                "Transfer-Encoding: chunked\r\n\r\n",
            })
    void closesConnectionsWhoseBodiesDoNotCome(String rest) throws Exception {
        try (LogCapture log = LogCapture.open()) {
            for (RawHttp http : connect(LIMIT - 1)) {
                http.send(STORE + rest);
            }
            assertThat(bodies.tryAcquire(LIMIT - 1, 10, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < FLOOD; i++) {
                connect(1).getFirst().send(STORE + rest);
            }

            assertThat(served(LIMIT)).isEqualTo(LIMIT);
            door.close();

            assertThat(stored).hasValue(0);
            assertThat(log.lines()).allMatch(line -> line.contains("ConnectionLimit"));
        }
    }

    @Test
    void closesConnectionsWhoseHeadsWereRefusedForNewSenders() throws IOException {
        for (RawHttp http : connect(LIMIT - 1)) {
            assertThat(http.send("nonsense\r\n\r\n").read().status()).isEqualTo(400);
        }
        long began = System.nanoTime();

        assertThat(served(LIMIT)).isEqualTo(LIMIT);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void neverCutsARequestInFlight() throws Exception {
        List<RawHttp> busy = busy(LIMIT / 2);

        connect(FLOOD);
        assertThat(served(LIMIT)).isEqualTo(LIMIT);
        released.countDown();

        for (RawHttp http : busy) {
            assertThat(http.read().status()).isEqualTo(200);
        }
    }

    @Test
    void keepsTheConnectionThatWasUsedLast() throws IOException {
        RawHttp used = connect(1).getFirst();
        List<RawHttp> idle = connect(LIMIT - 2);
        // a connection counts from when the server accepts it, which is after connect() returns
        for (RawHttp http : idle) {
            assertThat(http.send(HELLO).read().status()).isEqualTo(200);
        }
        assertThat(used.send(HELLO).read().status()).isEqualTo(200);

        connect(LIMIT / 2);

        assertThat(idle.getFirst().isClosedByServer()).isTrue();
        assertThat(used.send(HELLO).read().status()).isEqualTo(200);
    }

    /** Busy is a connection whose response is being made. */
    @Test
    void letsNewSendersWaitWhileAllConnectionsAreBusy() throws Exception {
        List<RawHttp> busy = busy(LIMIT);
        RawHttp waiting = connect(1).getFirst().send(HELLO);
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> status(waiting));
        assertThat(status).isNotDone();

        released.countDown();

        for (RawHttp http : busy) {
            assertThat(http.read().status()).isEqualTo(200);
        }
        Awaitility.await().until(status::isDone);
        assertThat(status.join()).isEqualTo(200);
    }

    @Test
    void servesAllThatWaitedWhileAllConnectionsWereBusy() throws Exception {
        List<RawHttp> busy = busy(LIMIT);
        List<RawHttp> waiting = connect(FLOOD);
        for (RawHttp http : waiting) {
            http.send(HELLO);
        }

        released.countDown();

        for (RawHttp http : busy) {
            assertThat(http.read().status()).isEqualTo(200);
        }
        for (RawHttp http : waiting) {
            assertThat(http.read().status()).isEqualTo(200);
        }
    }

    /** So many connections with a request in flight each. */
    private List<RawHttp> busy(int count) throws Exception {
        List<RawHttp> busy = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            busy.add(connect(1).getFirst().send(SLOW));
            assertThat(entered.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        }
        return busy;
    }

    private List<RawHttp> connect(int count) throws IOException {
        List<RawHttp> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(RawHttp.connect(door.port()));
        }
        connections.addAll(made);
        return made;
    }

    /** How many of so many new senders, one after the other, get their response. */
    private int served(int senders) {
        int served = 0;
        for (int i = 0; i < senders; i++) {
            try {
                served += RawHttp.exchange(door.port(), HELLO).status() == 200 ? 1 : 0;
            } catch (IOException e) {
                return served;
            }
        }
        return served;
    }

    private static int status(RawHttp http) {
        try {
            return http.read().status();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
