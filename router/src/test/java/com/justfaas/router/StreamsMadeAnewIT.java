package com.justfaas.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.testkit.Answer;
import com.justfaas.testkit.junit.NatsExtension;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody deletes a stream under a router that is at work: it is made anew, and all goes on. */
class StreamsMadeAnewIT {

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
    void whatWaitsInANewBacklogIsDelivered() throws Exception {
        box.function(
                "orders",
                Map.of("event-type", "t", "event-backoff", "100ms", "event-retries", "1000"));
        box.functions.answer(Answer.status(503));
        Set<String> after = new TreeSet<>();
        for (int i = 0; i < 200; i++) {
            if (i == 100) {
                delete(Names.Streams.BACKLOG); // its sequences begin again
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

    @Test
    void eventsAreTakenAndDelivered() throws Exception {
        FunctionName orders = box.function("orders", Map.of("event-type", "t"));
        assertThat(box.post("t", "before", "x").statusCode()).isEqualTo(202);
        await().until(() -> box.received(orders).size() == 1);
        delete(Names.Streams.EVENTS);

        await().until(() -> box.post("t", "after", "x").statusCode() == 202);
        await().atMost(Duration.ofSeconds(30)).until(() -> box.received(orders).size() == 2);
    }

    @Test
    void soTheyAreByAConsumerThatWasMadeAnew() throws Exception {
        FunctionName orders = box.function("orders", Map.of("event-type", "t"));
        box.nats()
                .jetStreamManagement()
                .deleteConsumer(Names.Streams.EVENTS, Names.Consumers.ROUTER);

        assertThat(box.post("t", "after", "x").statusCode()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(30)).until(() -> !box.received(orders).isEmpty());
    }

    @Test
    void aFunctionOfWhichThereIsARecordAgainGetsEvents() throws Exception {
        box.function("orders", Map.of("event-type", "t"));
        delete(Names.Streams.FUNCTIONS);

        FunctionName again =
                await().ignoreExceptions()
                        .until(
                                () -> box.function("orders", Map.of("event-type", "t2")),
                                Objects::nonNull);
        assertThat(box.post("t2", "after", "x").statusCode()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(30)).until(() -> box.received(again).size() == 1);
    }

    private void delete(String stream) throws Exception {
        box.nats().jetStreamManagement().deleteStream(stream);
    }
}
