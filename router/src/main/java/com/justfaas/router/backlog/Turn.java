package com.justfaas.router.backlog;

import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.streams.BacklogEntry;
import com.justfaas.router.delivery.Verdicts;
import com.justfaas.router.functions.KnownFunction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is to be done with the next copy of a function's backlog. */
sealed interface Turn {

    /** It is not due yet; until then it may also guard an attempt that is in flight. */
    record Wait(Duration length) implements Turn {}

    /** It is no delivery: somebody put it there, which was logged when it was read. */
    record Remove() implements Turn {}

    /**
     * It is for another function than the one that we know, or for one that we do not know. Which
     * is the newer one we may learn only in a moment: another replica may be ahead of us.
     *
     * @param about what is in doubt
     */
    record Doubt(String about) implements Turn {}

    /** No attempt is worth it any more. */
    record Bury(DeadLetterReason reason) implements Turn {}

    /** It is to be delivered. */
    record Deliver(KnownFunction function) implements Turn {}

    /**
     * Decides.
     *
     * @param function the one of that name, if there is one
     */
    static Turn of(BacklogEntry entry, Optional<KnownFunction> function, Instant now) {
        if (entry.due().isAfter(now)) {
            return new Wait(Duration.between(now, entry.due()));
        }
        if (entry.record().isEmpty()) {
            return new Remove();
        }
        DeliveryRecord record = entry.record().get();
        String uid = function.map(KnownFunction::uid).orElse("gone");
        if (!record.functionUid().equals(uid)) {
            return new Doubt(record.functionUid() + " " + uid);
        }
        KnownFunction known = function.orElseThrow();
        return Verdicts.givenUp(record, known.subscription().policy(), now)
                .<Turn>map(reason -> new Bury(reason))
                .orElseGet(() -> new Deliver(known));
    }
}
