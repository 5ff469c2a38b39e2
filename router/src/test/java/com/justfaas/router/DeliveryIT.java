package com.justfaas.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.router.engine.Copies;
import com.justfaas.testkit.Answer;
import com.justfaas.testkit.ReceivedRequest;
import com.justfaas.testkit.junit.NatsExtension;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

class DeliveryIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    @AutoClose private final RouterFixture box = new RouterFixture(NATS.url());

    @Test
    void deliversToEveryFunctionThatWantsTheTypeAndAcknowledges() {
        FunctionName exact = box.function("exact", Map.of("event-type", "order.created"));
        FunctionName wild = box.function("wild", Map.of("event-type", "order.*, invoice.>"));
        FunctionName other = box.function("other", Map.of("event-type", "order.deleted"));

        assertThat(box.post("order.created", "e1", "{\"n\":1}").statusCode()).isEqualTo(202);

        box.functions.awaitRequests(2, Duration.ofSeconds(5));
        ReceivedRequest request = box.received(exact).getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.bodyText()).isEqualTo("{\"n\":1}");
        assertThat(request.header("ce-id")).contains("e1");
        assertThat(request.header("ce-type")).contains("order.created");
        assertThat(request.header("X-Event-Type")).contains("order.created");
        assertThat(request.header("X-Event-Id")).contains("e1");
        assertThat(request.header("Content-Type")).as("none was given").isEmpty();
        assertThat(request.header("X-Event-Attempt")).contains("1");
        assertThat(request.header("X-Event-Last-Attempt")).contains("false");
        assertThat(box.received(wild)).hasSize(1);
        assertThat(box.received(other)).isEmpty();
        awaitNothingPending();
        assertThat(box.stored(Names.Streams.BACKLOG)).isZero();
    }

    @Test
    void retriesOn503UntilItSucceeds() {
        FunctionName function =
                box.function("flaky", Map.of("event-type", "t", "event-backoff", "50ms"));
        box.functions.answer(Answer.status(503), Answer.status(500), Answer.status(200));

        box.post("t", "e1", "x");

        box.functions.awaitRequests(3, Duration.ofSeconds(15));
        assertThat(box.received(function))
                .extracting(request -> request.header("X-Event-Attempt").orElse(""))
                .containsExactly("1", "2", "3");
        awaitEmptyBacklog();
        assertThat(box.stored(Names.Streams.DEAD_LETTERS)).isZero();
    }

    @Test
    void deadLettersWhatIsRejectedAtOnce() {
        box.function("picky", Map.of("event-type", "t"));
        box.functions.answer(Answer.status(400));

        box.post("t", "e1", "x");

        await().atMost(Duration.ofSeconds(10))
                .until(() -> box.stored(Names.Streams.DEAD_LETTERS) == 1);
        assertThat(box.functions.requestCount()).isEqualTo(1);
        awaitNothingPending();
    }

    @Test
    void deadLettersWhenTheAttemptsRunOut() {
        box.function(
                "failing",
                Map.of("event-type", "t", "event-retries", "2", "event-backoff", "20ms"));
        box.functions.answer(Answer.status(500));

        box.post("t", "e1", "x");

        await().atMost(Duration.ofSeconds(15))
                .until(() -> box.stored(Names.Streams.DEAD_LETTERS) == 1);
        assertThat(box.functions.requestCount()).isEqualTo(3);
        assertThat(box.functions.requests().getLast().header("X-Event-Last-Attempt"))
                .contains("true");
        awaitEmptyBacklog();
    }

    @Test
    void logsADeadLetterASecondAndCountsTheRest() {
        Logger logger = (Logger) LoggerFactory.getLogger(Copies.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            FunctionName function = box.function("picky", Map.of("event-type", "t"));
            box.functions.answer(Answer.status(400));
            for (int i = 0; i < 20; i++) {
                box.post("t", "e" + i, "x");
            }
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> box.stored(Names.Streams.DEAD_LETTERS) == 20);
            assertThat(log.list).hasSizeBetween(1, 10);
            assertThat(log.list.getFirst().getFormattedMessage())
                    .startsWith("dead letter: ")
                    .contains("400");
            assertThat(log.list.getFirst().getKeyValuePairs())
                    .anyMatch(pair -> pair.value.equals(function));
        } finally {
            logger.detachAppender(log);
        }
    }

    @Test
    void keepsWhatWaitsForAPausedFunctionUntilItIsResumed() {
        Map<String, String> paused = Map.of("event-type", "t", "event-paused", "true");
        FunctionName function = box.function("sleepy", paused);
        for (int i = 0; i < 20; i++) {
            assertThat(box.post("t", "e" + i, "x").statusCode()).isEqualTo(202);
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> box.stored(Names.Streams.BACKLOG) == 20);
        awaitNothingPending();
        assertThat(box.received(function)).isEmpty();

        box.function("sleepy", Map.of("event-type", "t"));

        box.functions.awaitRequests(20, Duration.ofSeconds(10));
        awaitEmptyBacklog();
        assertThat(box.functions.requestCount()).isEqualTo(20);
    }

    @Test
    void burnsNoAttemptsWhileTheFunctionIsDown() {
        FunctionName function =
                box.function(
                        "down",
                        Map.of("event-type", "t", "event-retries", "1", "event-backoff", "10ms"));
        box.functions.stop();
        for (int i = 0; i < 50; i++) {
            box.post("t", "e" + i, "x");
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> box.stored(Names.Streams.BACKLOG) == 50);
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);

        box.functions.start();

        box.functions.awaitRequests(50, Duration.ofSeconds(15));
        assertThat(box.received(function))
                .allSatisfy(request -> assertThat(request.header("X-Event-Attempt")).contains("1"));
        awaitEmptyBacklog();
        assertThat(box.stored(Names.Streams.DEAD_LETTERS)).isZero();
    }

    @Test
    void holdsNoEventForAFunctionThatDoesNotAnswer() {
        box.function("stuck", Map.of("event-type", "slow", "event-timeout", "4s"));
        box.functions.answer(
                Answer.after(Duration.ofSeconds(3), Answer.status(200)), Answer.status(200));

        box.post("slow", "e1", "x");

        box.functions.awaitRequests(1, Duration.ofSeconds(5));
        await().atMost(Duration.ofSeconds(2)).until(() -> box.pending() == 0);
        // its copy waits until the answer is due, and goes when the answer has come
        assertThat(box.stored(Names.Streams.BACKLOG)).isEqualTo(1);
        awaitEmptyBacklog();
        assertThat(box.functions.requestCount()).isEqualTo(1);
    }

    /**
     * Its copies fall due while a later one is read: what was read before is not to be believed.
     */
    @Test
    void callsASlowFunctionOnceForEachEvent() {
        FunctionName function =
                box.function("slow", Map.of("event-type", "t", "event-timeout", "3s"));
        box.functions.answerBy(
                request -> Answer.after(Duration.ofMillis(1800), Answer.status(200)));
        for (int i = 0; i < 20; i++) {
            box.post("t", "e" + i, "x");
            await().pollDelay(Duration.ofMillis(300)).until(() -> true);
        }

        box.functions.awaitRequests(20, Duration.ofSeconds(30));
        awaitEmptyBacklog();
        assertThat(box.received(function))
                .extracting(request -> request.header("ce-id").orElse(""))
                .doesNotHaveDuplicates();
    }

    @Test
    void givesNothingOfADeletedFunctionToANewOneOfItsName() {
        Map<String, String> paused = Map.of("event-type", "t", "event-paused", "true");
        FunctionName function = box.function("phoenix", "uid-1", paused);
        for (int i = 0; i < 10; i++) {
            box.post("t", "old" + i, "x");
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> box.stored(Names.Streams.BACKLOG) == 10);

        box.delete(function, "uid-1");
        box.function("phoenix", "uid-2", Map.of("event-type", "t"));
        box.post("t", "new", "x");

        await().atMost(Duration.ofSeconds(10))
                .until(() -> box.stored(Names.Streams.DEAD_LETTERS) == 10);
        awaitEmptyBacklog();
        assertThat(box.received(function))
                .extracting(request -> request.header("ce-id").orElse(""))
                .containsExactly("new");
    }

    @Test
    void deliversWhatWaitedAfterARestart() {
        Map<String, String> paused = Map.of("event-type", "t", "event-paused", "true");
        box.function("patient", paused);
        for (int i = 0; i < 10; i++) {
            box.post("t", "e" + i, "x");
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> box.stored(Names.Streams.BACKLOG) == 10);

        box.restart();
        box.function("patient", Map.of("event-type", "t"));

        box.functions.awaitRequests(10, Duration.ofSeconds(15));
        awaitEmptyBacklog();
    }

    private void awaitNothingPending() {
        await().atMost(Duration.ofSeconds(10)).until(() -> box.pending() == 0);
    }

    private void awaitEmptyBacklog() {
        await().atMost(Duration.ofSeconds(15)).until(() -> box.stored(Names.Streams.BACKLOG) == 0);
    }
}
