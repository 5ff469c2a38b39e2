package com.justfaas.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.FunctionName;
import com.justfaas.router.callback.CallbackSettings;
import com.justfaas.router.callback.SigningSecret;
import com.justfaas.testkit.Answer;
import com.justfaas.testkit.ReceivedRequest;
import com.justfaas.testkit.RecordingFunction;
import com.justfaas.testkit.junit.NatsExtension;
import com.standardwebhooks.Webhook;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Callbacks while one secret replaces another, for a receiver with the official library. */
class SignedCallbackIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private static final String OLD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String NEW = "whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";

    private RouterFixture box;
    private final RecordingFunction webhook = RecordingFunction.started();

    @BeforeEach
    void startRouter() {
        box =
                new RouterFixture(
                        NATS.url(),
                        RouterFixture.SMALL,
                        new CallbackSettings(
                                List.of("127.0.0.1"),
                                List.of(SigningSecret.parse(NEW), SigningSecret.parse(OLD))));
        box.function("one", Map.of("event-type", "t"));
        box.functions.answerBy(_ -> Answer.status(200).body("application/json", "{\"a\": \"ö\"}"));
    }

    @AfterEach
    void stopRouter() {
        box.close();
        webhook.close();
    }

    private void post(String url) {
        assertThat(
                        box.post(Map.of("X-Event-Type", "t", "X-Event-Webhook-Url", url), "x")
                                .statusCode())
                .isEqualTo(202);
    }

    private static void verify(ReceivedRequest callback) throws Exception {
        for (String secret : List.of(OLD, NEW)) {
            Webhook receiver = new Webhook(secret);
            assertThatCode(() -> receiver.verify(callback.bodyText(), callback.headers()))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void signsEachAttemptUnderOneId() throws Exception {
        webhook.answer(Answer.status(503), Answer.status(204));

        post(webhook.uri().toString());

        List<ReceivedRequest> attempts = webhook.awaitRequests(2, Duration.ofSeconds(15));
        for (ReceivedRequest attempt : attempts) {
            verify(attempt);
        }
        assertThat(attempts)
                .extracting(attempt -> attempt.header("webhook-id"))
                .containsOnly(attempts.getFirst().header("webhook-id"));
    }

    @Test
    void signsWhatGoesToAnotherFunctionToo() throws Exception {
        FunctionName sink = box.function("sink", Map.of());

        post("function://shop/sink/in?box=1");

        await().atMost(Duration.ofSeconds(10)).until(() -> !box.received(sink).isEmpty());
        ReceivedRequest callback = box.received(sink).getFirst();
        verify(callback);
        assertThat(callback.path()).isEqualTo("/shop/sink/in");
        assertThat(callback.query()).isEqualTo("box=1");
    }
}
