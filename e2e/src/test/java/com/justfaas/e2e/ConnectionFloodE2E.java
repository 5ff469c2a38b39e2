package com.justfaas.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.junit.NatsExtension;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What any pod can do without sending an event: hold connections, at the limits as shipped. */
class ConnectionFloodE2E {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    /** More than {@code HttpLimits.STANDARD} has. */
    private static final int IDLE = 4_200;

    private static final int SLOW = 300;
    private static final int SENDERS = 20;

    @SuppressWarnings("NullAway.Init")
    private Replica replica;

    private final List<SocketChannel> connections = new ArrayList<>();

    @BeforeEach
    void start() {
        replica = Product.router(NATS.server()).with("FAAS_PROBE_PORT", "0").start();
        replica.awaitReady();
    }

    @AfterEach
    void stop() throws IOException {
        for (SocketChannel connection : connections) {
            connection.close();
        }
        replica.close();
    }

    @Test
    void takesEventsAndAnswersProbesAmongIdleConnections() throws Exception {
        URI ingress = replica.process().ingressUri();
        URI management = replica.process().managementUri();
        URI probes = replica.process().probesUri();
        connect(ingress, IDLE);
        connect(management, IDLE);

        int accepted = count(202, post(ingress.resolve("/apis/events")));
        int alive = count(200, get(management.resolve("/livez")));
        int ready = count(200, get(probes.resolve("/readyz")));

        System.out.printf(
                "%d idle connections at each port: %d of %d events accepted, %d of %d probes answered at the management port, %d of %d at the probe port%n",
                IDLE, accepted, SENDERS, alive, SENDERS, ready, SENDERS);
        assertThat(List.of(accepted, alive, ready)).containsOnly(SENDERS);
        assertThat(replica.process().isAlive()).isTrue();
    }

    @Test
    void closesConnectionsThatSendAByteASecond() throws Exception {
        List<SocketChannel> slow = connect(replica.process().ingressUri(), SLOW);
        ByteBuffer head =
                ByteBuffer.wrap("GET /apis/events HTTP/1.1\r\n".getBytes(StandardCharsets.UTF_8));
        ScheduledExecutorService timer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("drip").factory());
        try {
            var _ = timer.scheduleAtFixedRate(() -> drip(slow, head.get()), 0, 1, TimeUnit.SECONDS);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> slow.stream().allMatch(ConnectionFloodE2E::isClosedByServer));
            System.out.printf("%d of %d slow connections closed%n", slow.size(), SLOW);
        } finally {
            timer.shutdownNow();
        }
    }

    private List<SocketChannel> connect(URI server, int count) throws IOException {
        List<SocketChannel> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort())));
        }
        connections.addAll(made);
        return made;
    }

    private static void drip(List<SocketChannel> slow, byte one) {
        for (SocketChannel connection : slow) {
            try {
                connection.write(ByteBuffer.wrap(new byte[] {one}));
            } catch (IOException closed) {
                // by the server: what the test waits for
            }
        }
    }

    /** Takes what the server said before. */
    private static boolean isClosedByServer(SocketChannel connection) {
        try {
            connection.configureBlocking(false);
            ByteBuffer response = ByteBuffer.allocate(4096);
            while (connection.read(response.clear()) > 0) {
                // on to the end
            }
            return connection.read(response.clear()) < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    private static HttpRequest.Builder post(URI uri) {
        return HttpRequest.newBuilder(uri)
                .header("X-Event-Type", "flood.sender")
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
    }

    private static HttpRequest.Builder get(URI uri) {
        return HttpRequest.newBuilder(uri).GET();
    }

    /** How many of so many clients, each with a connection of its own, get that status. */
    private static int count(int status, HttpRequest.Builder request) throws InterruptedException {
        int count = 0;
        for (int i = 0; i < SENDERS; i++) {
            try (HttpClient sender =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
                int got =
                        sender.send(
                                        request.timeout(Duration.ofSeconds(2)).build(),
                                        BodyHandlers.ofString())
                                .statusCode();
                count += got == status ? 1 : 0;
            } catch (IOException e) {
                return count;
            }
        }
        return count;
    }
}
