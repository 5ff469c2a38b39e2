package com.justfaas.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.Names;
import com.justfaas.events.streams.StreamSetup;
import com.justfaas.testkit.Answer;
import com.justfaas.testkit.junit.NatsExtension;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody makes the backlog's stream anew while copies come in: sequences begin again. */
class BacklogMadeAnewIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private RouterFixture box;

    @BeforeEach
    void startRouter() {
        box = new RouterFixture(NATS.url());
    }

    @AfterEach
    void stopRouter() {
        box.deleteStreams();
        box.close();
    }

    @Test
    void whatIsStoredThereAfterwardsIsDelivered() throws Exception {
        box.function(
                "orders",
                Map.of("event-type", "t", "event-backoff", "100ms", "event-retries", "1000"));
        box.functions.answer(Answer.status(503));
        Set<String> after = new TreeSet<>();
        for (int i = 0; i < 200; i++) {
            if (i == 100) {
                box.nats().jetStreamManagement().deleteStream(Names.Streams.BACKLOG);
                new StreamSetup(RouterFixture.SMALL).ensure(box.nats());
            }
            if (i >= 100) {
                after.add("e" + i);
            }
            assertThat(box.post("t", "e" + i, "x").statusCode()).isEqualTo(202);
            Thread.sleep(10); // so that the reader never finds its log empty
        }
        Set<String> delivered = ConcurrentHashMap.newKeySet();
        box.functions.answerBy(
                request -> {
                    delivered.add(request.header("ce-id").orElseThrow());
                    return Answer.status(200);
                });

        await().atMost(Duration.ofSeconds(60)).until(() -> box.stored(Names.Streams.BACKLOG) == 0);
        await().until(() -> box.pending() == 0);
        assertThat(delivered).containsAll(after);
    }
}
