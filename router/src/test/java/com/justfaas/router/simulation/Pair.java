package com.justfaas.router.simulation;

import com.justfaas.events.codec.DeliveryRecord;

/** What is owed: this event to this function. */
record Pair(long event, String uid) {

    static Pair of(DeliveryRecord record) {
        return new Pair(record.eventSequence(), record.functionUid());
    }

    @Override
    public String toString() {
        return "event " + event + " to " + uid;
    }
}
