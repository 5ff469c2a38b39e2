package com.justfaas.events.streams;

import static com.justfaas.events.streams.FreshStreams.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.justfaas.testkit.FaultProxy;
import com.justfaas.testkit.FaultProxy.Direction;
import com.justfaas.testkit.NatsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NatsLinkIT {

    private final NatsServer server = NatsServer.create();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void connectsOnceTheServerIsThereAndComesBackWhenItWasAway() {
        AtomicInteger connects = new AtomicInteger();
        try (NatsLink link = link(server.url())) {
            link.onConnected(connects::incrementAndGet);
            assertThat(link.status()).isEqualTo("not connected to NATS at %s yet", server.url());
            link.start();
            soon().until(
                            () ->
                                    link.status()
                                            .startsWith(
                                                    "cannot connect to NATS at " + server.url()));
            assertThat(link.isConnected()).isFalse();
            assertThat(link.epoch()).isZero();
            assertThatThrownBy(link::connection)
                    .isInstanceOf(StreamException.class)
                    .hasMessageContaining("cannot connect to NATS");

            server.start();
            soon().until(link::isConnected);
            soon().until(() -> connects.get() == 1);
            assertThat(link.epoch()).isEqualTo(1);
            assertThat(link.status()).isEqualTo("connected to NATS at " + server.url());

            server.kill();
            soon().until(() -> link.status().contains("is lost"));
            assertThat(link.isConnected()).isFalse();

            server.start();
            soon().until(() -> link.epoch() == 2);
            soon().until(() -> connects.get() == 2);
            assertThat(link.isConnected()).isTrue();
        }
    }

    @Test
    void comesBackAfterEveryCut() {
        server.start();
        try (FaultProxy proxy = FaultProxy.started(server.url());
                NatsLink link = FreshStreams.connected(proxy.url("nats"))) {
            for (int cut = 1; cut <= 5; cut++) {
                long before = link.epoch();
                if (cut % 2 == 0) {
                    proxy.cutAll();
                } else {
                    proxy.resetPeer();
                }
                soon().until(() -> link.epoch() > before && link.isConnected());
                soon().ignoreExceptions().until(() -> flushed(link));
            }
        }
    }

    private static boolean flushed(NatsLink link) throws Exception {
        link.connection().flush(Duration.ofSeconds(1));
        return true;
    }

    @Test
    void neverShowsThePassword() {
        try (NatsLink link = link("nats://user:s3cret@127.0.0.1:" + server.port())) {
            assertThat(link.status()).doesNotContain("s3cret");
            link.start();
            soon().until(() -> link.status().startsWith("cannot connect"));

            assertThat(link.status()).doesNotContain("s3cret", "user");
            assertThatThrownBy(link::connection).message().doesNotContain("s3cret", "user");
        }
    }

    @Test
    void waitsLongerAndLongerBetweenAttempts() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        try (ServerSocket hangsUp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                NatsLink link = link("nats://127.0.0.1:" + hangsUp.getLocalPort())) {
            Thread.ofVirtual()
                    .start(
                            () -> {
                                while (!hangsUp.isClosed()) {
                                    try {
                                        hangsUp.accept().close();
                                        attempts.incrementAndGet();
                                    } catch (IOException closed) {
                                        return;
                                    }
                                }
                            });
            long start = System.nanoTime();
            link.start();
            soon().until(() -> attempts.get() >= 5);

            // 100, 200, 400 and 800 ms lie between five attempts
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThan(Duration.ofMillis(1400));
        }
    }

    @Test
    void leavesNoConnectionWhenItIsClosedWhileItConnects() throws Exception {
        server.start();
        try (FaultProxy proxy = FaultProxy.started(server.url())) {
            proxy.blackhole(Direction.TO_CLIENT);
            NatsLink link = link(proxy.url("nats"));
            link.start();
            // on a busy machine it may be the second attempt that is seen
            soon().until(() -> !monitored().contains("\"total_connections\": 0"));
            link.close();
            proxy.heal();

            soon().until(() -> monitored().contains("\"connections\": 0"));
            assertThat(link.isConnected()).isFalse();
        }
    }

    @Test
    void isClosedTwiceWithoutHarmAndBeforeItStarted() {
        NatsLink link = link(server.url());
        link.close();
        link.start();
        link.close();

        assertThat(link.isConnected()).isFalse();
    }

    private String monitored() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(server.monitorUrl() + "/varz"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }

    private static NatsLink link(String url) {
        return new NatsLink("test", new NatsSettings(url, null));
    }
}
