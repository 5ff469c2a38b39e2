package com.justfaas.router.simulation;

import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import java.util.HashMap;
import java.util.Map;

/** Where what is given up ends. */
final class DeadLetterStream {

    private static final long DUPLICATE_WINDOW = 120 * VirtualTime.SECOND;

    private final VirtualTime time;
    private final Ledger ledger;
    private final Map<String, Long> ids = new HashMap<>();
    private boolean full;

    DeadLetterStream(VirtualTime time, Ledger ledger) {
        this.time = time;
        this.ledger = ledger;
    }

    void full(boolean isFull) {
        full = isFull;
    }

    /** Returns nothing of use: that it returns says that the letter is stored. */
    boolean store(DeliveryRecord record, DeadLetterReason reason, String id) {
        Long before = ids.get(id);
        if (before != null && time.now() - before <= DUPLICATE_WINDOW) {
            return true;
        }
        if (full) {
            throw new Refusal("the dead letters are full");
        }
        ids.put(id, time.now());
        ledger.buried(record, reason);
        return true;
    }
}
