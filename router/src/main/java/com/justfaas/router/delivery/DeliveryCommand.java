package com.justfaas.router.delivery;

import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.router.invocation.Attempt;
import java.time.Duration;

/** What is to be done for a delivery. Each is answered by an input, unless it says otherwise. */
public sealed interface DeliveryCommand {

    /** Ask the lane: {@link DeliveryInput.Permitted} or {@link DeliveryInput.Refused}. */
    record RequestPermit() implements DeliveryCommand {}

    /** The permit that was asked for is not wanted any more. Not answered. */
    record WithdrawRequest() implements DeliveryCommand {}

    /** Call the function; the permit is given back when it has answered. */
    record Invoke(DeliveryRecord record, Attempt attempt) implements DeliveryCommand {}

    /** Tell when the event was held for as long as it may be. */
    record StartHandOverTimer() implements DeliveryCommand {}

    /**
     * Store a copy in the backlog.
     *
     * @param delay from now until it may be tried
     */
    record StoreCopy(DeliveryRecord record, Duration delay) implements DeliveryCommand {}

    record StoreDeadLetter(DeliveryRecord record, DeadLetterReason reason)
            implements DeliveryCommand {}

    /** Store what the function answered as a new event. */
    record StoreReply(DeliveryRecord record, StoredEvent reply) implements DeliveryCommand {}

    /** Store what the function answered, which cannot be stored as an event now, to wait. */
    record SetReplyAside(DeliveryRecord record, StoredEvent reply) implements DeliveryCommand {}

    /** Store a dead letter of an answer that must not go on; the delivery itself succeeded. */
    record BuryReply(DeliveryRecord record, DeadLetterReason reason) implements DeliveryCommand {}

    /** Tell when it is time to try again to store. */
    record StartStoreAgainTimer() implements DeliveryCommand {}

    /** Nothing is lost without it any more: settle the event, or remove the copy. Not answered. */
    record Release(Hold hold) implements DeliveryCommand {}

    /** The copy stays as it is, for a later time. Not answered. */
    record Leave(Hold.Copy copy) implements DeliveryCommand {}
}
