package com.justfaas.router.deadletter;

import com.justfaas.events.FunctionName;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.streams.Backlog;
import com.justfaas.events.streams.DeadLetter;
import com.justfaas.events.streams.DeadLetters;
import com.justfaas.router.functions.KnownFunction;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/**
 * Gives a dead letter another life: first its copy is stored in the function's backlog, then it is
 * removed. A crash between the two leaves both, and the event is delivered twice; never lost.
 */
final class Redriver {

    private static final int AT_ONCE = 0;

    private final DeadLetters letters;
    private final Backlog backlog;
    private final Function<FunctionName, Optional<KnownFunction>> receivers;
    private final DeadLetterMetrics metrics;
    private final Clock clock;

    Redriver(
            DeadLetters letters,
            Backlog backlog,
            Function<FunctionName, Optional<KnownFunction>> receivers,
            DeadLetterMetrics metrics,
            Clock clock) {
        this.letters = letters;
        this.backlog = backlog;
        this.receivers = receivers;
        this.metrics = metrics;
        this.clock = clock;
    }

    RedriveDecision decide(DeadLetter letter) {
        return RedriveDecision.on(letter, receivers, clock.instant());
    }

    /**
     * Stores the copy.
     *
     * @param redrive names the redrive: repeated within one, the copy is recognised; what died
     *     again and is redriven again must not be
     * @return the copy's sequence
     */
    long store(DeliveryRecord record, long sequence, String redrive) {
        String id = "d%d-%s".formatted(sequence, redrive);
        long copy = backlog.store(record, AT_ONCE, record.acceptedAt(), id);
        metrics.redriven(record.function());
        return copy;
    }

    /** Removes the dead letter whose copy is stored; false when somebody else has. */
    boolean remove(long sequence) {
        return letters.remove(sequence);
    }
}
