package com.justfaas.router.delivery;

import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.router.delivery.DeliveryCommand.BuryReply;
import com.justfaas.router.delivery.DeliveryCommand.Release;
import com.justfaas.router.delivery.DeliveryCommand.SetReplyAside;
import com.justfaas.router.delivery.DeliveryCommand.StartStoreAgainTimer;
import com.justfaas.router.delivery.DeliveryCommand.StoreReply;
import com.justfaas.router.delivery.DeliveryInput.AttemptEnded;
import com.justfaas.router.delivery.DeliveryInput.CopyFailed;
import com.justfaas.router.delivery.DeliveryInput.CopyStored;
import com.justfaas.router.delivery.DeliveryInput.DeadLetterFailed;
import com.justfaas.router.delivery.DeliveryInput.DeadLetterStored;
import com.justfaas.router.delivery.DeliveryInput.Faulted;
import com.justfaas.router.delivery.DeliveryInput.HandOverDue;
import com.justfaas.router.delivery.DeliveryInput.Permitted;
import com.justfaas.router.delivery.DeliveryInput.Refused;
import com.justfaas.router.delivery.DeliveryInput.ReplyFailed;
import com.justfaas.router.delivery.DeliveryInput.ReplyNotSetAside;
import com.justfaas.router.delivery.DeliveryInput.ReplyRefused;
import com.justfaas.router.delivery.DeliveryInput.ReplyStored;
import com.justfaas.router.delivery.DeliveryInput.StoreAgainDue;
import com.justfaas.router.delivery.DeliveryState.Ending;
import com.justfaas.router.delivery.DeliveryState.Over;
import com.justfaas.router.delivery.DeliveryState.Replying;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of the {@link DeliveryProtocol} in which the function has the event, and its answer is
 * on its way. The delivery is released only when JetStream has all of the answer.
 *
 * <p>A reply that finds no room among the events is set aside, to wait in the backlog. To hold its
 * cause until there is room would end all: room comes of what is released.
 */
final class ReplyProtocol {

    private ReplyProtocol() {}

    /** The next step. */
    static Step step(Replying state, DeliveryInput input) {
        return switch (input) {
            case ReplyStored _, DeadLetterStored _ ->
                    begin(
                            state.record(),
                            state.hold(),
                            state.left().subList(1, state.left().size()));
            case ReplyFailed _ when state.left().getFirst() instanceof Outgoing.Reply reply ->
                    Step.to(state, new SetReplyAside(state.record(), reply.event()));
            case ReplyRefused refused -> {
                List<Outgoing> left = new ArrayList<>(state.left());
                left.set(0, new Outgoing.Refusal(DeadLetterReason.ReplyRefused, refused.mistake()));
                yield begin(state.record(), state.hold(), left);
            }
            case Faulted fault when state.left().getFirst() instanceof Outgoing.Reply ->
                    step(state, new ReplyRefused(fault.detail()));
            case ReplyNotSetAside _, DeadLetterFailed _, Faulted _ ->
                    Step.to(state, new StartStoreAgainTimer());
            case StoreAgainDue _ -> begin(state.record(), state.hold(), state.left());
            case Permitted _,
                    Refused _,
                    HandOverDue _,
                    AttemptEnded _,
                    CopyStored _,
                    CopyFailed _,
                    ReplyFailed _ ->
                    Step.to(state);
        };
    }

    /**
     * Stores what is left, and then lets go of the hold.
     *
     * @param record as a dead letter of the answer tells it
     */
    static Step begin(DeliveryRecord record, Hold hold, List<Outgoing> left) {
        if (left.isEmpty()) {
            return Step.to(new Over(Ending.DELIVERED), new Release(hold));
        }
        return Step.to(
                new Replying(record, hold, left),
                switch (left.getFirst()) {
                    case Outgoing.Reply reply -> new StoreReply(record, reply.event());
                    case Outgoing.Refusal refusal ->
                            new BuryReply(record.explained(refusal.mistake()), refusal.reason());
                });
    }
}
