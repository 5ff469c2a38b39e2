package com.justfaas.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.testkit.Answer;
import com.justfaas.testkit.junit.NatsExtension;
import io.nats.client.JetStreamManagement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody deletes a stream under a router that is at work: it is made anew, and all goes on. */
class StreamsMadeAnewIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    @AutoClose private final RouterFixture box = new RouterFixture(NATS.url());

    @Test
    void whatWaitsInANewBacklogIsDelivered() throws Exception {
        box.function(
                "orders",
                Map.of("event-type", "t", "event-backoff", "100ms", "event-retries", "1000"));
        box.functions.answer(Answer.status(503));
        Set<String> after = new TreeSet<>();
        for (int i = 0; i < 200; i++) {
            if (i == 100) {
                box.nats().jetStreamManagement().deleteStream(Names.Streams.BACKLOG);
                box.makeStreams(); // at once: its sequences begin again
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
        delete(Names.Streams.EVENTS);

        assertThat(box.post("t", "after", "x").statusCode()).isEqualTo(202);
        await().atMost(SOON).until(() -> box.received(orders).size() == 1);
    }

    @Test
    void eventsAreDeliveredByAConsumerThatWasMadeAnew() throws Exception {
        FunctionName orders = box.function("orders", Map.of("event-type", "t"));
        JetStreamManagement management = box.nats().jetStreamManagement();
        madeAnew(
                () ->
                        management
                                .getConsumerInfo(Names.Streams.EVENTS, Names.Consumers.ROUTER)
                                .getCreationTime(),
                () -> management.deleteConsumer(Names.Streams.EVENTS, Names.Consumers.ROUTER));

        assertThat(box.post("t", "after", "x").statusCode()).isEqualTo(202);
        await().atMost(SOON).until(() -> box.received(orders).size() == 1);
    }

    @Test
    void functionsAreKnownUntilTheirStreamHasThemAgain() throws Exception {
        FunctionName orders = box.function("orders", Map.of("event-type", "t"));
        delete(Names.Streams.FUNCTIONS);
        for (int i = 0; i < 10; i++) {
            assertThat(box.post("t", "between" + i, "x").statusCode()).isEqualTo(202);
            Thread.sleep(500); // by then the stream was looked at, and is empty
        }
        await().atMost(SOON).until(() -> box.received(orders).size() == 10);

        box.function("orders", Map.of("event-type", "t2"));
        await().atMost(SOON)
                .until(
                        () -> {
                            box.post("t2", "" + System.nanoTime(), "x");
                            return box.received(orders).size() > 10;
                        });
    }

    private void delete(String stream) throws Exception {
        JetStreamManagement management = box.nats().jetStreamManagement();
        madeAnew(
                () -> management.getStreamInfo(stream).getCreateTime(),
                () -> management.deleteStream(stream));
    }

    private static void madeAnew(Callable<?> made, Callable<?> delete) throws Exception {
        Object before = made.call();
        delete.call();
        await().atMost(SOON).ignoreExceptions().until(() -> !made.call().equals(before));
    }
}
