package com.justfaas.router.simulation;

import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.router.backlog.ReaderWindow;
import com.justfaas.router.delivery.DeliveryInput;
import com.justfaas.router.delivery.DeliveryProtocol;
import com.justfaas.router.delivery.DeliveryState;
import com.justfaas.router.delivery.Hold;
import com.justfaas.router.delivery.Step;

/** The rules that the router goes by: those that ship, where a method is not overridden. */
interface Rules {

    Rules OURS = new Rules() {};

    default Step begin(DeliveryRecord record, Hold hold) {
        return DeliveryProtocol.begin(record, hold);
    }

    default Step beginGivenUp(DeliveryRecord record, Hold hold, DeadLetterReason reason) {
        return DeliveryProtocol.beginGivenUp(record, hold, reason);
    }

    default Step step(DeliveryState state, DeliveryInput input) {
        return DeliveryProtocol.step(state, input);
    }

    default ReaderWindow window() {
        return new ReaderWindow();
    }

    /** What tells a repetition of the same move from another one. */
    default String copyId(DeliveryRecord record, Hold from, int tier) {
        return "%s/%d/%d".formatted(origin(record, from), record.attempts(), tier);
    }

    static String origin(DeliveryRecord record, Hold from) {
        return switch (from) {
            case Hold.Event _ -> "e%d/%s".formatted(record.eventSequence(), record.functionUid());
            case Hold.Copy copy -> "b" + copy.sequence();
        };
    }

    /** Whether a copy may go to the function that has its receiver's name now. */
    default boolean isMeantFor(DeliveryRecord record, Known function) {
        return record.functionUid().equals(function.uid());
    }

    /** Whether a function that takes no deliveries now is left alone. */
    default boolean heedsPause() {
        return true;
    }

    /** Whether a replica knows enough to say that a function was deleted. */
    default boolean mayJudge(boolean heardEverything) {
        return heardEverything;
    }

    /** Whether a copy is given up, too, only when it is due: until then its attempt may go on. */
    default boolean judgesOnlyWhatIsDue() {
        return true;
    }

    /** Whether a copy that was read before it fell due is read again before it is taken. */
    default boolean readsAgainWhenDue() {
        return true;
    }

    /** Whether what could not be removed is tried again. */
    default boolean repeatsRemovals() {
        return true;
    }

    /** How many deliveries must have released an event before it is acknowledged. */
    default int releasesBeforeAck(int deliveries) {
        return deliveries;
    }
}
