package com.justfaas.router.simulation;

import com.justfaas.events.codec.StoredEvent;
import java.util.HashMap;
import java.util.Map;

/** Where replies are stored as new events, which nobody wants. */
final class ReplyStream {

    static final long DUPLICATE_WINDOW = 120 * VirtualTime.SECOND;

    private final VirtualTime time;
    private final ReplyLedger ledger;
    private final Map<String, Long> ids = new HashMap<>();
    private boolean full;

    ReplyStream(VirtualTime time, ReplyLedger ledger) {
        this.time = time;
        this.ledger = ledger;
    }

    void full(boolean isFull) {
        full = isFull;
    }

    /** Returns nothing of use: that it returns says that the reply is stored. */
    boolean store(StoredEvent reply) {
        String id = reply.event().getId();
        Long before = ids.get(id);
        if (before != null && time.now() - before <= DUPLICATE_WINDOW) {
            return true;
        }
        if (full) {
            throw new Refusal("the events are full");
        }
        ids.put(id, time.now());
        ledger.stored(reply);
        return true;
    }
}
