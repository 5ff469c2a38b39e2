package com.justfaas.router.simulation;

import com.justfaas.events.Names;
import com.justfaas.events.codec.DeliveryRecord;

/** What is owed: this event to this function. */
record Pair(long event, String uid) {

    static Pair of(DeliveryRecord record) {
        boolean isReply = record.function().equals(Names.Receivers.WAITING_REPLIES);
        String uid = record.functionUid();
        return new Pair(
                record.eventSequence(), isReply ? uid + " " + record.event().event().getId() : uid);
    }

    @Override
    public String toString() {
        return "event " + event + " to " + uid;
    }
}
