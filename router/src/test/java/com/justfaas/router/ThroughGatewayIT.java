package com.justfaas.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.testkit.Answer;
import com.justfaas.testkit.ReceivedRequest;
import com.justfaas.testkit.junit.NatsExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The gateway's own responses, and how they are distinguished from a function's. */
class ThroughGatewayIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    /** As the gateway gives it: five tries, a second apart, and no body. */
    private static final Answer UNREACHED =
            Answer.after(Duration.ofMillis(4050), Answer.status(503));

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    @AutoClose private final RouterFixture box = RouterFixture.behindGateway(NATS.url());

    @Test
    void callbackToAFunctionSaysHowLongTheFunctionMayTake() {
        FunctionName one = box.function("one", Map.of("event-type", "t"));
        FunctionName sink = box.function("sink", Map.of("event-timeout", "45s"));

        postWithCallback("e1", "function://shop/sink/in");

        ReceivedRequest callback = awaitRequests(sink, 1).getFirst();
        assertThat(callback.path()).isEqualTo("/proxy/shop/sink/in");
        assertThat(callback.header("X-Function-Timeout")).contains("46s");
        assertThat(box.received(one).getFirst().header("X-Function-Timeout")).contains("31s");
        // the gateway counts what passes it
        awaitNothingWaits();
        assertThat(box.registry.scrape()).doesNotContain("faas_proxy_");
    }

    @Test
    void callbackThatTookTooLongIsNotDelivered() {
        box.function("one", Map.of("event-type", "t"));
        FunctionName sink = box.function("sink", Map.of("event-timeout", "1s"));
        box.functions.answerBy(
                request ->
                        request.path().contains("/sink/") && box.received(sink).size() == 1
                                ? Answer.after(Duration.ofMillis(2050), Answer.status(202))
                                : Answer.status(200).body("text/plain", "done"));

        postWithCallback("e1", "function://shop/sink");

        assertThat(awaitRequests(sink, 2)).allMatch(it -> it.bodyText().equals("done"));
    }

    @Test
    void functionThatTookTooLongIsCalledAgain() {
        FunctionName slow =
                box.function(
                        "slow",
                        Map.of("event-type", "t", "event-timeout", "1s", "event-backoff", "10ms"));
        box.functions.answer(
                Answer.after(Duration.ofMillis(2050), Answer.status(202)), Answer.status(200));

        box.post("t", "e1", "x");

        assertThat(attempts(awaitRequests(slow, 2))).containsExactly("1", "2");
        awaitNothingWaits();
    }

    @Test
    void functionsOwn202IsASuccess() {
        FunctionName quick =
                box.function("quick", Map.of("event-type", "t", "event-timeout", "1s"));
        FunctionName late = box.function("late", Map.of("event-type", "t", "event-timeout", "1s"));
        box.functions.answerBy(
                request ->
                        request.path().contains("/quick/")
                                ? Answer.status(202)
                                : Answer.after(
                                        Duration.ofMillis(1500),
                                        Answer.status(202).body("text/plain", "accepted")));

        box.post("t", "e1", "x");

        awaitRequests(quick, 1);
        awaitRequests(late, 1);
        awaitNothingWaits();
        assertThat(box.received(quick)).hasSize(1);
        assertThat(box.received(late)).hasSize(1);
        assertThat(box.stored(Names.Streams.DEAD_LETTERS)).isZero();
    }

    @Test
    void functionThatIsDownUsesUpNoAttempts() {
        // shorter than the gateway needs to find out
        FunctionName down =
                box.function(
                        "down",
                        Map.of("event-type", "t", "event-timeout", "1s", "event-retries", "0"));
        box.functions.answer(UNREACHED, UNREACHED, UNREACHED, Answer.status(200));

        box.post("t", "e1", "x");

        assertThat(attempts(awaitRequests(down, 4))).containsExactly("1", "1", "1", "1");
        awaitNothingWaits();
        assertThat(box.stored(Names.Streams.DEAD_LETTERS)).isZero();
    }

    @Test
    void callbackToAFunctionThatIsDownUsesUpNoAttempts() {
        box.function("one", Map.of("event-type", "t"));
        FunctionName sink = box.function("sink", Map.of("event-retries", "0"));
        box.functions.answerBy(
                request ->
                        request.path().contains("/sink/") && box.received(sink).size() < 3
                                ? UNREACHED
                                : Answer.status(200).body("text/plain", "done"));

        postWithCallback("e1", "function://shop/sink");

        assertThat(awaitRequests(sink, 3)).hasSize(3);
        awaitNothingWaits();
        assertThat(box.stored(Names.Streams.DEAD_LETTERS)).isZero();
    }

    @Test
    void gatewayThatGivesUpAtOnceUsesUpNoAttempts() {
        FunctionName odd = box.function("odd", Map.of("event-type", "t", "event-retries", "0"));
        box.functions.answer(Answer.status(503), Answer.status(503), Answer.status(200));

        box.post("t", "e1", "x");

        assertThat(attempts(awaitRequests(odd, 3))).containsExactly("1", "1", "1");
        awaitNothingWaits();
        assertThat(box.stored(Names.Streams.DEAD_LETTERS)).isZero();
    }

    @Test
    void eventOlderThanItsMaxAgeIsDeadLetteredAlsoWhereTheFunctionIsDown() throws Exception {
        FunctionName down = box.function("down", Map.of("event-type", "t", "event-max-age", "2s"));
        box.functions.answer(Answer.status(503));

        box.post("t", "e1", "x");

        await().atMost(SOON).until(() -> box.stored(Names.Streams.DEAD_LETTERS) == 1);
        var letter =
                box.nats()
                        .jetStreamManagement()
                        .getMessage(Names.Streams.DEAD_LETTERS, 1)
                        .getHeaders();
        assertThat(letter).isNotNull();
        assertThat(letter.getFirst(Names.Headers.REASON)).isEqualTo("Expired");
        assertThat(letter.getFirst(Names.Headers.ATTEMPTS)).isEqualTo("0");
        assertThat(letter.getFirst(Names.Headers.LAST_STATUS)).isEqualTo("503");
        assertThat(box.received(down)).isNotEmpty();
    }

    /** A 503 that says something is no gateway's own. */
    @Test
    void a503ThatTheFunctionGaveCounts() {
        FunctionName busy = box.function("busy", Map.of("event-type", "t", "event-retries", "0"));
        box.functions.answer(Answer.status(503).body("text/plain", "too much to do"));

        box.post("t", "e1", "x");

        awaitRequests(busy, 1);
        await().atMost(SOON).until(() -> box.stored(Names.Streams.DEAD_LETTERS) == 1);
        assertThat(box.received(busy)).hasSize(1);
    }

    /** What the function cannot take, while it answers others, is the event's fault. */
    @Test
    void eventThatAFunctionRefusesWhileItAnswersOthersRunsOutOfAttempts() {
        FunctionName picky =
                box.function(
                        "picky",
                        Map.of("event-type", "t", "event-retries", "1", "event-backoff", "10ms"));
        box.functions.answerBy(
                request -> request.bodyText().equals("bad") ? UNREACHED : Answer.status(200));
        AtomicBoolean ended = new AtomicBoolean();
        Thread others =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    for (int i = 0; !ended.get(); i++) {
                                        box.post("t", "good" + i, "good");
                                    }
                                });

        box.post("t", "bad", "bad");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> box.stored(Names.Streams.DEAD_LETTERS) == 1);
        ended.set(true);
        await().until(() -> !others.isAlive());
        assertThat(box.received(picky).stream().filter(it -> it.bodyText().equals("bad")))
                .hasSizeLessThanOrEqualTo(3);
        awaitNothingWaits();
    }

    private void postWithCallback(String id, String url) {
        var answer =
                box.post(
                        Map.of("X-Event-Type", "t", "X-Event-Id", id, "X-Event-Webhook-Url", url),
                        "x");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private List<ReceivedRequest> awaitRequests(FunctionName function, int count) {
        await().atMost(Duration.ofSeconds(40)).until(() -> box.received(function).size() >= count);
        return box.received(function);
    }

    private void awaitNothingWaits() {
        await().atMost(SOON)
                .until(() -> box.stored(Names.Streams.BACKLOG) == 0 && box.pending() == 0);
    }

    private static List<String> attempts(List<ReceivedRequest> requests) {
        return requests.stream()
                .map(request -> request.header("X-Event-Attempt").orElse(""))
                .toList();
    }
}
