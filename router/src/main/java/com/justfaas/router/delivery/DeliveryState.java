package com.justfaas.router.delivery;

import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import java.time.Duration;
import java.util.List;

/** How far the delivery of one event to one function is. */
public sealed interface DeliveryState {

    /** It waits for the function's lane. */
    record Waiting(DeliveryRecord record, Hold hold) implements DeliveryState {}

    /**
     * The function was called.
     *
     * @param guard a copy that is stored meanwhile, so that the event need not be held
     */
    record InFlight(DeliveryRecord record, Hold hold, Guard guard) implements DeliveryState {}

    /** The function has answered, and the copy that was being stored meanwhile is not yet. */
    record Answered(DeliveryRecord record, Hold hold, Verdict verdict) implements DeliveryState {}

    /**
     * The function has the event, and what it answered is being stored, one event after the other.
     *
     * @param record as a dead letter of the answer tells it
     */
    record Replying(DeliveryRecord record, Hold hold, List<Outgoing> left)
            implements DeliveryState {
        public Replying {
            left = List.copyOf(left);
        }
    }

    /** A copy that waits for the next attempt is being stored. */
    record Moving(DeliveryRecord record, Hold hold, Duration delay) implements DeliveryState {}

    /** A dead letter is being stored. */
    record Burying(DeliveryRecord record, Hold hold, DeadLetterReason reason)
            implements DeliveryState {}

    /** Nothing is left to do here. */
    record Over(Ending ending) implements DeliveryState {}

    /** How it stands with the copy that guards an attempt in flight, and counts it already. */
    enum Guard {
        NONE,
        STORING,
        /** It is what the delivery is held by. */
        STORED
    }

    /** How it ended, for us. */
    enum Ending {
        /** The function has it. */
        DELIVERED,
        /** It waits in the backlog as a new copy. */
        MOVED,
        /** It waits in the backlog as the copy that it was. */
        LEFT,
        /** It lies among the dead letters. */
        DEAD
    }
}
