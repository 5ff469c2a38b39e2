package com.justfaas.router.simulation;

import com.justfaas.events.Names;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.router.binding.MessageHeaders;
import com.justfaas.router.delivery.DeliveryCommand.BuryReply;
import com.justfaas.router.delivery.DeliveryCommand.SetReplyAside;
import com.justfaas.router.delivery.DeliveryCommand.StoreReply;
import com.justfaas.router.delivery.DeliveryInput;
import com.justfaas.router.delivery.DeliveryInput.DeadLetterFailed;
import com.justfaas.router.delivery.DeliveryInput.DeadLetterStored;
import com.justfaas.router.delivery.DeliveryInput.ReplyFailed;
import com.justfaas.router.delivery.DeliveryInput.ReplyNotSetAside;
import com.justfaas.router.delivery.DeliveryInput.ReplyRefused;
import com.justfaas.router.delivery.DeliveryInput.ReplyStored;
import com.justfaas.router.delivery.Hold;
import com.justfaas.router.delivery.Tiers;
import com.justfaas.router.invocation.FunctionResponse;
import com.justfaas.router.invocation.InvocationOutcome;
import com.justfaas.router.invocation.InvocationOutcome.Failure;
import com.justfaas.router.invocation.InvocationOutcome.Retryable;
import com.justfaas.router.invocation.InvocationOutcome.Succeeded;
import java.util.Optional;
import java.util.function.Consumer;

/** Stores what functions answered, by way of one replica's link. */
final class SimulatedReplies {

    private final World world;
    private final Replica replica;

    SimulatedReplies(World world, Replica replica) {
        this.world = world;
        this.replica = replica;
    }

    void store(StoreReply store, Consumer<DeliveryInput> then) {
        if (store.reply().event().getType().equals(SimulatedReply.TOO_LARGE)) {
            then.accept(new ReplyRefused("it is too large"));
            return;
        }
        request(
                store.reply(),
                () -> then.accept(new ReplyStored()),
                () -> then.accept(new ReplyFailed()));
    }

    /** One that was set aside is delivered by being stored. */
    void attempt(DeliveryRecord waiting, Consumer<InvocationOutcome> then) {
        request(
                waiting.event(),
                () ->
                        then.accept(
                                new Succeeded(
                                        new FunctionResponse(
                                                200,
                                                MessageHeaders.NONE,
                                                waiting.event().data(),
                                                false))),
                () ->
                        then.accept(
                                new Retryable(
                                        Failure.UNREACHABLE,
                                        "no room",
                                        Optional.empty(),
                                        Optional.empty())));
    }

    private void request(StoredEvent reply, Runnable stored, Runnable failed) {
        replica.link()
                .request(
                        "store reply " + reply.event().getId(),
                        () -> world.streams().replies().store(reply),
                        _ -> stored.run(),
                        failed);
    }

    void setAside(SetReplyAside store, Consumer<DeliveryInput> then) {
        SimulatedFunction lane = world.functions().get(Names.Receivers.WAITING_REPLIES);
        DeliveryRecord waiting =
                DeliveryRecord.first(
                        lane.name(),
                        lane.uid(),
                        store.record().eventSequence(),
                        store.record().acceptedAt(),
                        store.reply());
        String id = "reply/" + store.reply().event().getId();
        replica.link()
                .request(
                        "set aside " + id,
                        () ->
                                world.streams()
                                        .backlog()
                                        .store(waiting, Tiers.AT_ONCE, world.time().now(), id),
                        _ -> {
                            then.accept(new ReplyStored());
                            replica.announce(lane.name());
                        },
                        () -> then.accept(new ReplyNotSetAside()));
    }

    void bury(BuryReply bury, Consumer<DeliveryInput> then) {
        String id = Rules.origin(bury.record(), new Hold.Event()) + "/reply/dead";
        replica.link()
                .request(
                        "bury " + id,
                        () -> world.streams().deadLetters().store(bury.record(), bury.reason(), id),
                        _ -> then.accept(new DeadLetterStored()),
                        () -> then.accept(new DeadLetterFailed()));
    }
}
