package com.justfaas.router.deadletter;

import com.justfaas.events.FunctionName;
import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.streams.DeadLetter;
import com.justfaas.router.functions.KnownFunction;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Whether a dead letter can be delivered anew. */
sealed interface RedriveDecision {

    /**
     * It can.
     *
     * @param record the same event for the function of that name that is known now, with no attempt
     *     made and all of its time ahead
     */
    record Redrive(DeliveryRecord record) implements RedriveDecision {}

    /** It cannot, for now or ever. */
    record Skip(String why) implements RedriveDecision {}

    static RedriveDecision on(
            DeadLetter letter,
            Function<FunctionName, Optional<KnownFunction>> receivers,
            Instant now) {
        return switch (letter) {
            case DeadLetter.Unreadable _ ->
                    new Skip("it is no event, so it cannot be delivered; it can only be deleted");
            case DeadLetter.Delivery delivery ->
                    delivery.reason() == DeadLetterReason.Malformed
                            ? new Skip(
                                    "it is malformed and would die again; it can only be deleted")
                            : on(delivery.record(), receivers, now);
        };
    }

    private static RedriveDecision on(
            DeliveryRecord record,
            Function<FunctionName, Optional<KnownFunction>> receivers,
            Instant now) {
        return receivers
                .apply(record.function())
                .<RedriveDecision>map(
                        function ->
                                new Redrive(
                                        DeliveryRecord.first(
                                                function.name(),
                                                function.uid(),
                                                record.eventSequence(),
                                                now,
                                                record.event())))
                .orElseGet(
                        () -> new Skip("there is no function %s now".formatted(record.function())));
    }
}
