package com.justfaas.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.testkit.Answer;
import com.justfaas.testkit.ReceivedRequest;
import com.justfaas.testkit.RecordingFunction;
import com.justfaas.testkit.junit.NatsExtension;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CallbackIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private RouterFixture box;
    private final RecordingFunction webhook = RecordingFunction.started();

    @BeforeEach
    void startRouter() {
        box = new RouterFixture(NATS.url());
    }

    @AfterEach
    void stopRouter() {
        box.deleteStreams();
        box.close();
        webhook.close();
    }

    private void post(String id, String url) {
        var answer =
                box.post(
                        Map.of(
                                "X-Event-Type", "t",
                                "X-Event-Id", id,
                                "X-Event-Webhook-Url", url),
                        "x");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    @Test
    void postsTheResponseOfEachInvokedFunction() {
        box.function("one", Map.of("event-type", "t"));
        box.function("two", Map.of("event-type", "t"));
        box.functions.answerBy(
                request ->
                        Answer.status(201)
                                .body("application/json", "\"%s\"".formatted(request.path())));

        post("e1", webhook.uri().resolve("/hook?a=b").toString());

        var callbacks = webhook.awaitRequests(2, Duration.ofSeconds(10));
        assertThat(callbacks)
                .extracting(request -> request.header("X-Function-Name").orElse(""))
                .containsExactlyInAnyOrder("one", "two");
        ReceivedRequest callback = callbacks.getFirst();
        assertThat(callback.method()).isEqualTo("POST");
        assertThat(callback.path()).isEqualTo("/hook");
        assertThat(callback.query()).isEqualTo("a=b");
        assertThat(callback.header("X-Function-Namespace")).contains("shop");
        assertThat(callback.header("X-Function-Status")).contains("201");
        assertThat(callback.header("X-Event-Id")).contains("e1");
        assertThat(callback.header("Content-Type")).contains("application/json");
        assertThat(callback.header("X-Event-Dead-Letter")).isEmpty();
        assertThat(callback.bodyText())
                .isEqualTo("\"/shop/%s/\"".formatted(callback.header("X-Function-Name").get()));
    }

    @Test
    void retriesACallbackWhoseTargetIsDown() {
        box.function("one", Map.of("event-type", "t"));
        webhook.stop();

        post("e1", webhook.uri().resolve("/hook").toString());
        box.functions.awaitRequests(1, Duration.ofSeconds(5));
        await().atMost(Duration.ofSeconds(10)).until(() -> box.stored(Names.Streams.BACKLOG) == 1);
        webhook.start();

        webhook.awaitRequests(1, Duration.ofSeconds(15));
        assertThat(box.functions.requestCount()).isEqualTo(1);
    }

    @Test
    void tellsWhenADeliveryWasGivenUp() {
        box.function("one", Map.of("event-type", "t"));
        box.functions.answer(Answer.status(422).body("text/plain", "no"));

        post("e1", webhook.uri().resolve("/hook").toString());

        ReceivedRequest callback = webhook.awaitRequests(1, Duration.ofSeconds(10)).getFirst();
        assertThat(callback.header("X-Event-Dead-Letter")).contains("true");
        assertThat(callback.header("X-Function-Status")).contains("422");
        assertThat(callback.bodyText()).isEqualTo("no");
        assertThat(box.stored(Names.Streams.DEAD_LETTERS)).isEqualTo(1);
    }

    @Test
    void reachesAnotherFunction() {
        box.function("one", Map.of("event-type", "t"));
        FunctionName sink = box.function("sink", Map.of());
        box.functions.answerBy(request -> Answer.status(200).body("text/plain", "done"));

        post("e1", "function://shop/sink/in/box");

        await().atMost(Duration.ofSeconds(10)).until(() -> !box.received(sink).isEmpty());
        ReceivedRequest callback = box.received(sink).getFirst();
        assertThat(callback.path()).isEqualTo("/shop/sink/in/box");
        assertThat(callback.bodyText()).isEqualTo("done");
        assertThat(callback.header("X-Function-Name")).contains("one");
    }

    @Test
    void deadLettersACallbackThatOnlyDnsShowsToBeForbidden() {
        box.function("one", Map.of("event-type", "t"));
        String host = java.net.InetAddress.getLoopbackAddress().getHostName();
        assertThat(host).isEqualTo("localhost");

        // on the allow list by address, but it is where NATS listens
        post("e1", "http://127.0.0.1:" + NATS.server().port() + "/");

        await().atMost(Duration.ofSeconds(10))
                .until(() -> box.stored(Names.Streams.DEAD_LETTERS) == 1);
    }
}
