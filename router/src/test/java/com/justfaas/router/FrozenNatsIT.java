package com.justfaas.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.Names;
import com.justfaas.testkit.NatsServer;
import com.justfaas.testkit.ReceivedRequest;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** NATS keeps its connections and answers nobody, while many functions wait for what it has. */
class FrozenNatsIT {

    /** So many that the backlog is read in its own order. */
    private static final int FUNCTIONS = 100;

    private static final int EVENTS = 5;

    private final NatsServer nats = NatsServer.create();
    private RouterFixture box;

    @BeforeEach
    void startRouter() {
        nats.start();
        box = new RouterFixture(nats.url());
    }

    @AfterEach
    void stopAll() {
        box.close();
        nats.close();
    }

    @Test
    void everythingIsDeliveredWhenItAnswersAgain() throws Exception {
        for (int i = 0; i < FUNCTIONS; i++) {
            box.function("f" + i, Map.of("event-type", "t"));
        }
        box.functions.stop();
        for (int i = 0; i < EVENTS; i++) {
            assertThat(box.post("t", "e" + i, "x").statusCode()).isEqualTo(202);
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> box.stored(Names.Streams.BACKLOG) == FUNCTIONS * EVENTS);

        box.functions.start();
        nats.pause();
        Thread.sleep(Duration.ofSeconds(5)); // longer than any request waits
        nats.resume();

        await().atMost(Duration.ofSeconds(60)).until(() -> box.stored(Names.Streams.BACKLOG) == 0);
        await().until(() -> box.pending() == 0);
        assertThat(
                        box.functions.requests().stream()
                                .map(FrozenNatsIT::delivery)
                                .collect(Collectors.toSet()))
                .hasSize(FUNCTIONS * EVENTS);
    }

    private static String delivery(ReceivedRequest request) {
        return request.path() + " " + request.header("ce-id").orElseThrow();
    }
}
