package com.justfaas.router.deadletter;

import com.justfaas.events.FunctionName;
import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.Failures;
import com.justfaas.events.streams.DeadLetter;
import io.cloudevents.CloudEvent;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter without its data. Times are ISO 8601.
 *
 * @param subject that a message which is no event was published on
 * @param event its attributes, or null for what is no event
 */
record DeadLetterView(
        String id,
        @Nullable String namespace,
        @Nullable String function,
        String reason,
        int attempts,
        @Nullable String firstFailure,
        @Nullable String lastFailure,
        @Nullable Integer lastStatus,
        @Nullable String lastDetail,
        @Nullable String lastResponse,
        @Nullable String subject,
        @Nullable Map<String, @Nullable String> event,
        String storedAt) {

    /** As a list shows it. */
    static DeadLetterView brief(DeadLetter letter) {
        return of(letter, EventAttributes::brief);
    }

    /** With every attribute of its event. */
    static DeadLetterView full(DeadLetter letter) {
        return of(letter, EventAttributes::all);
    }

    private static DeadLetterView of(
            DeadLetter letter, Function<CloudEvent, Map<String, @Nullable String>> attributes) {
        return switch (letter) {
            case DeadLetter.Delivery delivery ->
                    of(
                            delivery,
                            delivery.record(),
                            attributes.apply(delivery.record().event().event()));
            case DeadLetter.Unreadable unreadable -> of(unreadable);
        };
    }

    private static DeadLetterView of(
            DeadLetter.Delivery letter,
            DeliveryRecord record,
            Map<String, @Nullable String> event) {
        Optional<Failures> failures = record.failures();
        return new DeadLetterView(
                Long.toString(letter.sequence()),
                record.function().namespace(),
                record.function().name(),
                letter.reason().name(),
                record.attempts(),
                failures.map(Failures::first).map(Object::toString).orElse(null),
                failures.map(Failures::last).map(Object::toString).orElse(null),
                failures.map(Failures::status).filter(status -> status != 0).orElse(null),
                failures.map(Failures::detail).orElse(explained(letter)),
                failures.map(Failures::response).orElse(null),
                null,
                event,
                letter.storedAt().toString());
    }

    /** A delivery that was given up without an attempt has no failure to tell of. */
    private static @Nullable String explained(DeadLetter.Delivery letter) {
        if (letter.reason() != DeadLetterReason.FunctionDeleted) {
            return null;
        }
        return letter.record().functionUid().isEmpty()
                ? "no function of that name is known"
                : "the function was deleted, or replaced by another of its name";
    }

    private static DeadLetterView of(DeadLetter.Unreadable letter) {
        return new DeadLetterView(
                Long.toString(letter.sequence()),
                letter.function().map(FunctionName::namespace).orElse(null),
                letter.function().map(FunctionName::name).orElse(null),
                letter.reason().name(),
                0,
                null,
                null,
                null,
                letter.mistake(),
                null,
                letter.subject().orElse(null),
                null,
                letter.storedAt().toString());
    }
}
