package com.justfaas.router.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long a connection lives on after its head was refused. */
@Timeout(30)
class LingeringCloseIT {

    private static final String NONSENSE = "nonsense\r\n\r\n";
    private static final Duration MOST = Duration.ofSeconds(4);

    /** For one large head, and not for two. */
    private static final long MEMORY = 150_000;

    private static final String LARGE =
            "GET / HTTP/1.1\r\nHost: a\r\nX-Filler: %s\r\n\r\n".formatted("x".repeat(70_000));

    private final Server server = new Server();
    private final ServerConnector connector =
            new ServerConnector(
                    server,
                    1,
                    1,
                    new HttpServerConnections(
                            configuration(),
                            HttpLimits.STANDARD.withLargeHeads(MEMORY),
                            new IdleConnections<>()));
    private final List<RawHttp> connections = new ArrayList<>();
    private final LogCapture log = LogCapture.open();

    @BeforeEach
    void start() throws Exception {
        server.addConnector(connector);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        for (RawHttp http : connections) {
            http.close();
        }
        server.stop();
        log.close();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void endsWhileTheSenderIsSilent() throws IOException {
        refused();

        assertThat(connector.getConnectedEndPoints()).hasSize(1);
        awaitEnd();
    }

    @Test
    void endsWhileTheSenderSendsAByteAtATime() throws IOException {
        refused();

        try (Drip _ = Drip.onto(connections, "x", Duration.ofMillis(100))) {
            awaitEnd();
        }
    }

    @Test
    void endsWhileTheSenderSendsWithoutAnEnd() throws IOException {
        RawHttp http = refused();

        assertThat(sentUntilClosed(http)).isLessThan(64L << 20);
        awaitEnd();
    }

    @Test
    void endsAtOnceWhenTheSenderEnds() throws IOException {
        refused().endOfInput();

        await().atMost(Duration.ofSeconds(1))
                .until(() -> connector.getConnectedEndPoints().isEmpty());
    }

    @Test
    void keepsNoMoreLargeHeadsThanThereIsMemoryFor() throws IOException {
        assertThat(connect().send(LARGE).readToEnd()).startsWith("HTTP/1.1 431 ");

        connect().send(LARGE);
        refused();

        await().atMost(Duration.ofSeconds(1))
                .until(() -> connector.getConnectedEndPoints().size() == 2);
    }

    @Test
    void delaysAStopNoLongerThanItself() throws Exception {
        server.setStopTimeout(10_000);
        refused();
        long began = System.nanoTime();

        server.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(MOST);
    }

    /** One whose head was refused, and who has read why. */
    private RawHttp refused() throws IOException {
        RawHttp http = connect().send(NONSENSE);
        assertThat(http.readToEnd()).startsWith("HTTP/1.1 400 ").endsWith(">\n");
        return http;
    }

    private RawHttp connect() throws IOException {
        RawHttp http = RawHttp.connect(connector.getLocalPort());
        connections.add(http);
        return http;
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setRequestHeaderSize(HttpDoor.MAX_HEADER_BYTES);
        return configuration;
    }

    private void awaitEnd() {
        await().atMost(MOST).until(() -> connector.getConnectedEndPoints().isEmpty());
    }

    private static long sentUntilClosed(RawHttp http) {
        byte[] more = new byte[64 * 1024];
        long sent = 0;
        try {
            while (true) {
                http.send(more);
                sent += more.length;
            }
        } catch (IOException closed) {
            return sent;
        }
    }
}
