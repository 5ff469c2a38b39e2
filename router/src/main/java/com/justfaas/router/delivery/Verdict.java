package com.justfaas.router.delivery;

import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import java.time.Duration;
import java.util.List;

/** What an attempt's outcome means for the delivery. */
sealed interface Verdict {

    /** The function has it. */
    record Delivered() implements Verdict {}

    /**
     * The function has it, and its answer goes on.
     *
     * @param record as a dead letter of the answer tells it
     */
    record Replied(DeliveryRecord record, List<Outgoing> outgoing) implements Verdict {
        public Replied {
            outgoing = List.copyOf(outgoing);
        }
    }

    /** Another attempt, after a while. */
    record Again(DeliveryRecord record, Duration delay) implements Verdict {}

    /** No further attempt. */
    record GiveUp(DeliveryRecord record, DeadLetterReason reason) implements Verdict {}

    /**
     * The function was not there, or we had no room to call it: as if nothing had been tried. It
     * waits, and no attempt is burnt.
     */
    record Untried() implements Verdict {}
}
