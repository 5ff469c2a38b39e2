package com.justfaas.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.codec.AttributeText;
import com.justfaas.testkit.Answer;
import com.justfaas.testkit.ReceivedRequest;
import com.justfaas.testkit.RecordingFunction;
import com.justfaas.testkit.junit.NatsExtension;
import io.nats.client.impl.Headers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    @AutoClose private final RouterFixture box = new RouterFixture(NATS.url());
    @AutoClose private final RecordingFunction webhook = RecordingFunction.started();

    private void post(String id, String url) {
        var answer = box.post(headers(id, url), "x");
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

    /** A part that looks like the whole would be worse than none. */
    @ParameterizedTest
    @ValueSource(ints = {1_045_000, 3_000_000})
    void saysThatAnAnswerWasTooLargeForIt(int bytes) {
        box.function("one", Map.of("event-type", "t"));
        box.functions.answer(Answer.status(200).body("text/plain", "x".repeat(bytes)));

        post("e1", webhook.uri().resolve("/hook").toString());

        ReceivedRequest callback = webhook.awaitRequests(1, Duration.ofSeconds(10)).getFirst();
        assertThat(callback.header("X-Function-Body-Omitted")).contains("true");
        assertThat(callback.header("X-Function-Status")).contains("200");
        assertThat(callback.header("Content-Type")).isEmpty();
        assertThat(callback.bodyText()).isEmpty();
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
        assertThat(callback.header("X-Function-Timeout")).isEmpty();
        awaitCount("faas_proxy_requests_total", sink, 1);
        awaitCount("faas_proxy_completed_requests_total", sink, 1);
    }

    /** A sender wakes no function that it may not call. */
    @Test
    void countsOnlyCallbacksThatAreSent() throws Exception {
        box.function("one", Map.of("event-type", "t"));
        FunctionName other = new FunctionName("billing", "sink");
        box.function(other, "uid", Map.of());

        post("e1", "function://billing/sink");
        awaitDeadLetter();

        assertThat(box.registry.scrape())
                .doesNotContainPattern("faas_proxy_requests_total\\{function=\"sink\".*} [1-9]");
    }

    private void awaitCount(String metric, FunctionName function, int count) {
        String line =
                "%s{function=\"%s\",namespace=\"%s\"} %d.0"
                        .formatted(metric, function.name(), function.namespace(), count);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(box.registry.scrape()).contains(line));
    }

    @Test
    void deadLettersACallbackIntoThePlatformThatNoDoorHasSeen() throws Exception {
        box.function("one", Map.of("event-type", "t"));
        // on the allow list by its address, but it is where NATS listens
        String url = "http://127.0.0.1:%d/hook?token=secret".formatted(NATS.server().port());

        assertThat(box.post(headers("e1", url), "x").statusCode()).isEqualTo(403);
        box.nats()
                .jetStream()
                .publish(
                        Names.Subjects.event("t"),
                        new Headers().add(Names.Headers.WEBHOOK_URL, url),
                        "x".getBytes(StandardCharsets.UTF_8));

        Headers letter = awaitDeadLetter();
        assertThat(letter.getFirst(Names.Headers.REASON)).isEqualTo("CallbackForbidden");
        assertThat(letter.getFirst(Names.Headers.ATTEMPTS)).isEqualTo("0");
        assertThat(detail(letter))
                .startsWith(
                        "the callback to http://127.0.0.1:%d/hook is forbidden: it leads to a part of the platform"
                                .formatted(NATS.server().port()));
    }

    @Test
    void deadLettersACallbackThatIsToldToGoElsewhere() throws Exception {
        box.function("one", Map.of("event-type", "t"));
        webhook.answer(Answer.status(302).header("Location", "http://127.0.0.1:1/"));

        post("e1", webhook.uri().toString());

        Headers letter = awaitDeadLetter();
        assertThat(letter.getFirst(Names.Headers.REASON)).isEqualTo("CallbackForbidden");
        assertThat(letter.getFirst(Names.Headers.LAST_STATUS)).isEqualTo("302");
        assertThat(webhook.requestCount()).isEqualTo(1);
    }

    @Test
    void keepsAnswersInTheNamespaceOfTheFunctionThatGaveThem() throws Exception {
        box.function("one", Map.of("event-type", "t"));
        FunctionName other = new FunctionName("billing", "sink");
        box.function(other, "uid", Map.of());

        post("e1", "function://billing/sink");

        Headers letter = awaitDeadLetter();
        assertThat(letter.getFirst(Names.Headers.REASON)).isEqualTo("CallbackForbidden");
        assertThat(detail(letter))
                .endsWith("may allow it with FAAS_CALLBACK_ALLOW=sink.billing.svc");
        assertThat(box.received(other)).isEmpty();
        Map<String, String> call = headers("e2", "function://billing/sink");
        call.put("X-Event-Type", "com.justfaas.function.invoked");
        HttpResponse<String> answer =
                box.post(call, "{\"Namespace\": \"shop\", \"Name\": \"one\"}");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("urn:justfaas:problem:forbidden-webhook-url");
        call.put("X-Event-Webhook-Url", "function://shop/one");
        assertThat(box.post(call, "{\"Namespace\": \"shop\", \"Name\": \"one\"}").statusCode())
                .isEqualTo(202);
    }

    @Test
    void aHostThatNeverAnswersDoesNotDelayAnother() {
        box.function("one", Map.of("event-type", "t"));
        try (RecordingFunction hanging = RecordingFunction.started();
                RecordingFunction gone = RecordingFunction.started()) {
            hanging.answerBy(_ -> Answer.never());
            gone.stop();
            for (int i = 0; i < 200; i++) {
                post("h" + i, hanging.uri().toString());
                post("g" + i, gone.uri().toString());
            }
            hanging.awaitRequests(1, Duration.ofSeconds(10));

            for (int i = 0; i < 50; i++) {
                post("w" + i, webhook.uri().toString());
            }
            // one callback alone to the host that hangs would take 30 s
            webhook.awaitRequests(50, Duration.ofSeconds(20));

            assertThat(gone.requestCount()).isZero();
        }
    }

    private static Map<String, String> headers(String id, String url) {
        return new HashMap<>(
                Map.of("X-Event-Type", "t", "X-Event-Id", id, "X-Event-Webhook-Url", url));
    }

    private static String detail(Headers letter) {
        return AttributeText.decode(
                "detail", Objects.requireNonNull(letter.getFirst(Names.Headers.LAST_DETAIL)));
    }

    /** The headers of the only one. */
    private Headers awaitDeadLetter() throws Exception {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> box.stored(Names.Streams.DEAD_LETTERS) == 1);
        Headers letter =
                box.nats()
                        .jetStreamManagement()
                        .getMessage(Names.Streams.DEAD_LETTERS, 1)
                        .getHeaders();
        return Objects.requireNonNull(letter);
    }
}
