package com.justfaas.router.delivery;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Payload;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.events.topics.DeliveryPolicy;
import com.justfaas.router.binding.MessageHeaders;
import com.justfaas.router.delivery.DeliveryInput.AttemptEnded;
import com.justfaas.router.delivery.DeliveryInput.Permitted;
import com.justfaas.router.invocation.FunctionResponse;
import com.justfaas.router.invocation.InvocationOutcome;
import com.justfaas.router.invocation.InvocationOutcome.Failure;
import com.justfaas.router.invocation.InvocationOutcome.Retryable;
import com.justfaas.router.invocation.InvocationOutcome.Succeeded;
import com.justfaas.router.invocation.InvocationOutcome.Terminal;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A delivery, its policy, and what may come of an attempt. */
final class Samples {

    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    static final DeliveryPolicy POLICY =
            new DeliveryPolicy(
                    Duration.ofSeconds(30),
                    3,
                    Duration.ofSeconds(1),
                    Duration.ofHours(1),
                    32,
                    false);

    static final Hold EVENT = new Hold.Event();

    private Samples() {}

    /** What comes of several inputs, one after the other. */
    static Step run(Step first, DeliveryInput... inputs) {
        Step step = first;
        for (DeliveryInput input : inputs) {
            step = DeliveryProtocol.step(step.state(), input);
        }
        return step;
    }

    /** A delivery that began with its event. */
    static Step live(DeliveryInput... inputs) {
        return run(DeliveryProtocol.begin(fresh(), EVENT), inputs);
    }

    static Permitted permitted() {
        return new Permitted(POLICY);
    }

    static AttemptEnded ended(InvocationOutcome outcome) {
        return new AttemptEnded(outcome, POLICY, NOW, 0.5);
    }

    static DeliveryRecord fresh() {
        return DeliveryRecord.first(
                new FunctionName("shop", "invoice"),
                "uid-1",
                7,
                NOW.minusSeconds(60),
                StoredEvent.of(
                        CloudEventBuilder.v1()
                                .withId("1")
                                .withSource(URI.create("/tests"))
                                .withType("order.created")
                                .build()));
    }

    static DeliveryRecord afterAttempts(int attempts) {
        DeliveryRecord record = fresh();
        for (int i = 0; i < attempts; i++) {
            record = record.attempted();
        }
        return record;
    }

    static DeliveryPolicy withRetries(int retries) {
        return new DeliveryPolicy(
                POLICY.timeout(),
                retries,
                POLICY.backoff(),
                POLICY.maxAge(),
                POLICY.concurrency(),
                POLICY.paused());
    }

    static DeliveryPolicy withBackoff(Duration backoff) {
        return new DeliveryPolicy(
                POLICY.timeout(),
                POLICY.retries(),
                backoff,
                POLICY.maxAge(),
                POLICY.concurrency(),
                POLICY.paused());
    }

    static InvocationOutcome succeeded() {
        return new Succeeded(response(200, ""));
    }

    /** Success, with one new event of each type. */
    static InvocationOutcome replied(String... types) {
        String events =
                Arrays.stream(types)
                        .map(
                                type ->
                                        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/f\",\"type\":\"%s\"}"
                                                .formatted(type))
                        .collect(Collectors.joining(",", "[", "]"));
        return new Succeeded(
                new FunctionResponse(
                        200,
                        new MessageHeaders(
                                Map.of(
                                        "content-type",
                                        List.of("application/cloudevents-batch+json"))),
                        Payload.utf8(events),
                        false));
    }

    static InvocationOutcome rejected() {
        return new Terminal("answered 400", Optional.of(response(400, "no")));
    }

    static InvocationOutcome failed(Failure failure) {
        return new Retryable(failure, failure.name(), Optional.empty(), Optional.empty());
    }

    static InvocationOutcome answered(int status, String body) {
        return new Retryable(
                Failure.ERROR,
                "answered " + status,
                Optional.of(response(status, body)),
                Optional.empty());
    }

    static InvocationOutcome busyFor(Duration retryAfter) {
        return new Retryable(Failure.BUSY, "busy", Optional.empty(), Optional.of(retryAfter));
    }

    static FunctionResponse response(int status, String body) {
        return new FunctionResponse(status, MessageHeaders.NONE, Payload.utf8(body), false);
    }
}
