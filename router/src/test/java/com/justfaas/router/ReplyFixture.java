package com.justfaas.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.testkit.Answer;
import com.justfaas.testkit.ReceivedRequest;
import com.justfaas.testkit.Response;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.MessageInfo;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** Functions that answer as they are told, and what comes of it. */
final class ReplyFixture {

    static final Duration SOON = Duration.ofSeconds(10);

    private final RouterFixture box;

    ReplyFixture(RouterFixture box) {
        this.box = box;
    }

    static Response event(String type, String data) {
        return Answer.status(200)
                .header("ce-specversion", "1.0")
                .header("ce-id", "made-up-" + System.nanoTime())
                .header("ce-source", "/functions")
                .header("ce-type", type)
                .body("text/plain", data);
    }

    /** Each function answers with an event of the type, and all others with nothing. */
    void answerWith(Map<FunctionName, Answer> answers) {
        box.functions.answerBy(
                request ->
                        answers.entrySet().stream()
                                .filter(e -> request.path().startsWith("/" + e.getKey() + "/"))
                                .map(Map.Entry::getValue)
                                .findFirst()
                                .orElse(Answer.status(200)));
    }

    ReceivedRequest awaitOne(FunctionName function) {
        await().atMost(SOON).until(() -> !box.received(function).isEmpty());
        return box.received(function).getFirst();
    }

    Headers deadLetter() {
        await().atMost(SOON).until(() -> box.stored(Names.Streams.DEAD_LETTERS) == 1);
        try {
            MessageInfo letter =
                    box.nats().jetStreamManagement().getMessage(Names.Streams.DEAD_LETTERS, 1);
            return Objects.requireNonNull(letter.getHeaders());
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException(e);
        }
    }

    void awaitMetric(String line) {
        await().atMost(SOON).untilAsserted(() -> assertThat(box.registry.scrape()).contains(line));
    }
}
