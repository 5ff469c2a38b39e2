package com.justfaas.events.codec;

import com.justfaas.events.FunctionName;
import java.time.Instant;
import java.util.Optional;

/**
 * A delivery as it waits in the backlog or lies among the dead letters: the event untouched, and
 * what became of it so far.
 *
 * @param function who is to get it
 * @param functionUid of the function when the event was matched, empty when it had none
 * @param eventSequence of the event in the stream of events
 * @param acceptedAt when the event was stored there
 * @param attempts how many were made
 * @param failures what went wrong, if anything did
 */
public record DeliveryRecord(
        FunctionName function,
        String functionUid,
        long eventSequence,
        Instant acceptedAt,
        int attempts,
        Optional<Failures> failures,
        StoredEvent event) {

    /** A delivery before its first attempt. */
    public static DeliveryRecord first(
            FunctionName function,
            String functionUid,
            long eventSequence,
            Instant acceptedAt,
            StoredEvent event) {
        return new DeliveryRecord(
                function, functionUid, eventSequence, acceptedAt, 0, Optional.empty(), event);
    }

    /** The same delivery, of which only the event's data is not here. */
    public DeliveryRecord withoutData() {
        return new DeliveryRecord(
                function,
                functionUid,
                eventSequence,
                acceptedAt,
                attempts,
                failures,
                event.withoutData());
    }

    /** The same delivery, one attempt later. */
    public DeliveryRecord attempted() {
        return new DeliveryRecord(
                function, functionUid, eventSequence, acceptedAt, attempts + 1, failures, event);
    }

    /** The same delivery, its last failure told in other words. */
    public DeliveryRecord explained(String detail) {
        return new DeliveryRecord(
                function,
                functionUid,
                eventSequence,
                acceptedAt,
                attempts,
                failures.map(last -> last.explained(detail)),
                event);
    }

    /** The same delivery, one failed attempt later. */
    public DeliveryRecord failed(Failures newFailures) {
        return new DeliveryRecord(
                function,
                functionUid,
                eventSequence,
                acceptedAt,
                attempts + 1,
                Optional.of(newFailures),
                event);
    }

    /** The same delivery after a failure that counts as no attempt. */
    public DeliveryRecord refused(Failures why) {
        return new DeliveryRecord(
                function,
                functionUid,
                eventSequence,
                acceptedAt,
                attempts,
                Optional.of(why),
                event);
    }
}
