package com.justfaas.router.delivery;

import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.StoredEvent;

/** What a function's answer becomes before the delivery is released. */
public sealed interface Outgoing {

    /** A new event. */
    record Reply(StoredEvent event) implements Outgoing {}

    /**
     * A dead letter, for whoever looks after the function.
     *
     * @param mistake what is wrong with the answer, where, and what would be right
     */
    record Refusal(DeadLetterReason reason, String mistake) implements Outgoing {}
}
