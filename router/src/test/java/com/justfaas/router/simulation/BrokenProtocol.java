package com.justfaas.router.simulation;

import com.justfaas.events.Names;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.router.delivery.DeliveryCommand;
import com.justfaas.router.delivery.DeliveryCommand.Leave;
import com.justfaas.router.delivery.DeliveryCommand.Release;
import com.justfaas.router.delivery.DeliveryCommand.SetReplyAside;
import com.justfaas.router.delivery.DeliveryCommand.StoreCopy;
import com.justfaas.router.delivery.DeliveryCommand.StoreDeadLetter;
import com.justfaas.router.delivery.DeliveryCommand.StoreReply;
import com.justfaas.router.delivery.DeliveryInput;
import com.justfaas.router.delivery.DeliveryInput.CopyFailed;
import com.justfaas.router.delivery.DeliveryInput.CopyStored;
import com.justfaas.router.delivery.DeliveryInput.DeadLetterFailed;
import com.justfaas.router.delivery.DeliveryInput.DeadLetterStored;
import com.justfaas.router.delivery.DeliveryInput.ReplyFailed;
import com.justfaas.router.delivery.DeliveryInput.ReplyNotSetAside;
import com.justfaas.router.delivery.DeliveryInput.ReplyStored;
import com.justfaas.router.delivery.DeliveryState;
import com.justfaas.router.delivery.DeliveryState.Burying;
import com.justfaas.router.delivery.DeliveryState.Ending;
import com.justfaas.router.delivery.DeliveryState.Guard;
import com.justfaas.router.delivery.DeliveryState.InFlight;
import com.justfaas.router.delivery.DeliveryState.Moving;
import com.justfaas.router.delivery.DeliveryState.Over;
import com.justfaas.router.delivery.DeliveryState.Replying;
import com.justfaas.router.delivery.Hold;
import com.justfaas.router.delivery.Outgoing;
import com.justfaas.router.delivery.Step;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the protocol must not do, done to a step that it took. */
final class BrokenProtocol {

    private BrokenProtocol() {}

    /** What is held is let go of before the command that stores what takes its place. */
    static Step releasingTooEarly(Step step, Hold held) {
        List<DeliveryCommand> commands = new ArrayList<>();
        for (DeliveryCommand command : step.commands()) {
            if (command instanceof StoreCopy
                    || command instanceof StoreDeadLetter
                    || command instanceof StoreReply
                    || command instanceof SetReplyAside) {
                commands.add(new Release(held));
            }
            commands.add(command);
        }
        return new Step(step.state(), commands);
    }

    static Step without(Class<? extends DeliveryCommand> left, Step step) {
        return new Step(
                step.state(),
                step.commands().stream().filter(command -> !left.isInstance(command)).toList());
    }

    static Step buryingWithoutStoring(Step step) {
        return step.state() instanceof Burying burying
                ? new Step(new Over(Ending.DEAD), List.of(new Release(burying.hold())))
                : step;
    }

    static DeliveryInput takingCopiesForStored(DeliveryInput input) {
        return input instanceof CopyFailed
                ? new CopyStored(new Hold.Copy(0, 0, Instant.EPOCH))
                : input;
    }

    static DeliveryInput takingDeadLettersForStored(DeliveryInput input) {
        return input instanceof DeadLetterFailed ? new DeadLetterStored() : input;
    }

    static DeliveryInput takingRepliesForStored(DeliveryInput input) {
        return input instanceof ReplyFailed ? new ReplyStored() : input;
    }

    static DeliveryInput takingRepliesForSetAside(DeliveryInput input) {
        return input instanceof ReplyNotSetAside ? new ReplyStored() : input;
    }

    /** What is left of the answer is let go of. */
    static Step forgettingReplies(Step step) {
        return step.state() instanceof Replying replying
                ? new Step(new Over(Ending.DELIVERED), List.of(new Release(replying.hold())))
                : step;
    }

    static Step droppingRefusals(Step step) {
        return step.state() instanceof Replying replying
                        && replying.left().getFirst() instanceof Outgoing.Refusal
                ? new Step(new Over(Ending.DELIVERED), List.of(new Release(replying.hold())))
                : step;
    }

    /** As a function names its answers: anew in each attempt. */
    static Step keepingTheFunctionsId(Step step) {
        return new Step(
                step.state(),
                step.commands().stream()
                        .map(
                                command ->
                                        switch (command) {
                                            case StoreReply store ->
                                                    new StoreReply(
                                                            store.record(),
                                                            functionsOwn(store.reply()));
                                            case SetReplyAside store ->
                                                    new SetReplyAside(
                                                            store.record(),
                                                            functionsOwn(store.reply()));
                                            default -> command;
                                        })
                        .toList());
    }

    private static StoredEvent functionsOwn(StoredEvent reply) {
        Object id = reply.event().getExtension(Names.Attributes.REPLY_ID);
        return StoredEvent.of(
                CloudEventBuilder.v1(reply.event()).withId(String.valueOf(id)).build());
    }

    static Step guardDueAtOnce(Step step) {
        return step.state() instanceof InFlight inFlight && inFlight.guard() == Guard.STORING
                ? new Step(
                        step.state(),
                        step.commands().stream()
                                .map(
                                        command ->
                                                command instanceof StoreCopy store
                                                        ? new StoreCopy(
                                                                store.record(), Duration.ZERO)
                                                        : command)
                                .toList())
                : step;
    }

    static Step keepingTheGuard(DeliveryState before, Step step) {
        boolean guarded = before instanceof InFlight inFlight && inFlight.guard() == Guard.STORED;
        return guarded && step.state() instanceof Over ? without(Release.class, step) : step;
    }

    /** As it was at first: a retry that is due at once stayed the copy that it was. */
    static Step retryingAtOnceUncounted(DeliveryState before, Step step) {
        return before instanceof InFlight inFlight
                        && step.state() instanceof Moving moving
                        && moving.delay().isZero()
                        && !moving.record().equals(inFlight.record())
                        && moving.hold() instanceof Hold.Copy copy
                ? new Step(new Over(Ending.LEFT), List.of(new Leave(copy)))
                : step;
    }

    /** As it was at first: a guard counted an attempt, though the function was never reached. */
    static Step countingWhatNeverWas(DeliveryState before, Step step) {
        return before instanceof InFlight inFlight
                        && inFlight.guard() == Guard.STORED
                        && step.state() instanceof Moving moving
                        && moving.record().equals(inFlight.record())
                        && moving.hold() instanceof Hold.Copy guard
                ? new Step(new Over(Ending.LEFT), List.of(new Leave(guard)))
                : step;
    }

    static Step notCounting(DeliveryState before, Step step) {
        return before instanceof InFlight inFlight && step.state() instanceof Moving moving
                ? new Step(
                        new Moving(inFlight.record(), moving.hold(), moving.delay()),
                        List.of(new StoreCopy(inFlight.record(), moving.delay())))
                : step;
    }
}
