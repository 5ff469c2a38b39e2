package com.justfaas.router.engine;

import static java.util.Objects.requireNonNull;

import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.Failures;
import com.justfaas.events.topics.DeliveryPolicy;
import com.justfaas.router.delivery.DeliveryCommand;
import com.justfaas.router.delivery.DeliveryInput;
import com.justfaas.router.delivery.DeliveryInput.AttemptEnded;
import com.justfaas.router.delivery.DeliveryInput.Faulted;
import com.justfaas.router.delivery.DeliveryInput.HandOverDue;
import com.justfaas.router.delivery.DeliveryInput.Permitted;
import com.justfaas.router.delivery.DeliveryInput.Refused;
import com.justfaas.router.delivery.DeliveryInput.StoreAgainDue;
import com.justfaas.router.delivery.DeliveryProtocol;
import com.justfaas.router.delivery.DeliveryState;
import com.justfaas.router.delivery.DeliveryState.Ending;
import com.justfaas.router.delivery.DeliveryState.InFlight;
import com.justfaas.router.delivery.DeliveryState.Over;
import com.justfaas.router.delivery.DeliveryState.Waiting;
import com.justfaas.router.delivery.Hold;
import com.justfaas.router.delivery.Step;
import com.justfaas.router.functions.KnownFunction;
import com.justfaas.router.invocation.FunctionResponse;
import com.justfaas.router.invocation.InvocationOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One delivery on one virtual thread: waits, carries out, and asks the protocol what comes next.
 */
final class DeliveryRun {

    private static final Duration STORE_AGAIN = Duration.ofSeconds(1);
    private static final int UNAVAILABLE = 503;

    /** Of an attempt that has no outcome: it says nothing of the function. */
    private static final InvocationOutcome FAULT =
            new InvocationOutcome.Retryable(
                    InvocationOutcome.Failure.FAULT,
                    "the attempt has no outcome",
                    Optional.empty(),
                    Optional.empty());

    private final KnownFunction function;
    private final Lane lane;
    private final Attempts attempts;
    private final Copies copies;
    private final Aftermath aftermath;
    private final Keeper keeper;
    private final LargeEvents largeEvents;
    private final Faults faults;
    private final Clock clock;
    private final Deadline handOver;
    private final Duration patience;
    private boolean permitHeld;
    private long startedAt;
    private @Nullable CompletableFuture<InvocationOutcome> called;
    private @Nullable CompletableFuture<InvocationOutcome> answer;
    private @Nullable FunctionResponse lastResponse;

    /**
     * @param permitHeld whether the lane has given a permit already
     * @param handOver of the thread that runs it
     * @param patience how long the event may be held
     */
    DeliveryRun(
            KnownFunction function,
            Lane lane,
            Attempts attempts,
            Copies copies,
            Aftermath aftermath,
            Keeper keeper,
            LargeEvents largeEvents,
            Faults faults,
            Clock clock,
            boolean permitHeld,
            Deadline handOver,
            Duration patience) {
        this.function = function;
        this.lane = lane;
        this.attempts = attempts;
        this.copies = copies;
        this.aftermath = aftermath;
        this.keeper = keeper;
        this.largeEvents = largeEvents;
        this.faults = faults;
        this.clock = clock;
        this.permitHeld = permitHeld;
        this.handOver = handOver;
        this.patience = patience;
    }

    /** Runs to the end. When interrupted, everything stays in its keeping, and comes again. */
    Ending run(Step first) throws InterruptedException {
        Step step = first;
        try {
            while (true) {
                DeliveryInput input = inputAfter(step);
                if (step.state() instanceof Over over) {
                    return over.ending();
                }
                step = next(step.state(), requireNonNull(input));
            }
        } finally {
            if (permitHeld && answer == null) {
                lane.releaseUnused();
            }
            releaseMemory();
        }
    }

    /**
     * Nothing needs the response any more; where there is none yet, as soon as it is there. The
     * outcome as the call had it: to judge it may fail.
     */
    private void releaseMemory() {
        CompletableFuture<InvocationOutcome> invoked = called;
        if (invoked != null) {
            var _ =
                    invoked.thenAccept(
                            outcome ->
                                    outcome.received()
                                            .ifPresent(response -> response.memory().release()));
        }
    }

    private Step next(DeliveryState state, DeliveryInput input) {
        try {
            return DeliveryProtocol.step(state, input);
        } catch (RuntimeException | Error e) {
            return DeliveryProtocol.step(state, faulted(e));
        }
    }

    /** Null when all is over. */
    private @Nullable DeliveryInput inputAfter(Step step) throws InterruptedException {
        try {
            DeliveryInput input = null;
            for (DeliveryCommand command : step.commands()) {
                DeliveryInput answered = carryOut(command, step.state());
                input = answered == null ? input : answered;
            }
            return input == null && !(step.state() instanceof Over) ? await(step.state()) : input;
        } catch (RuntimeException | Error e) {
            return faulted(e);
        }
    }

    private Faulted faulted(Throwable fault) {
        return new Faulted(
                faults.note(Faults.Where.DELIVERY, function.name(), fault),
                policy(),
                clock.instant(),
                ThreadLocalRandom.current().nextDouble());
    }

    private @Nullable DeliveryInput carryOut(DeliveryCommand command, DeliveryState state)
            throws InterruptedException {
        return switch (command) {
            case DeliveryCommand.RequestPermit _ -> permitHeld ? new Permitted(policy()) : null;
            case DeliveryCommand.WithdrawRequest _ -> null; // whoever stops waiting has withdrawn
            case DeliveryCommand.StartHandOverTimer _ -> {
                handOver.set(patience);
                yield null;
            }
            case DeliveryCommand.Invoke invoke -> {
                startedAt = System.nanoTime();
                Instant begun = clock.instant();
                called = attempts.start(invoke.record(), function, invoke.attempt());
                answer =
                        called.thenApply(
                                outcome -> lane.judge(outcome, begun, unserved(invoke.record())));
                endWhenAnswered(answer);
                yield null;
            }
            case DeliveryCommand.StoreCopy store ->
                    copies.store(store.record(), store.delay(), holdOf(state));
            case DeliveryCommand.StoreDeadLetter store -> {
                DeliveryInput stored = copies.bury(store.record(), store.reason(), holdOf(state));
                if (stored instanceof DeliveryInput.DeadLetterStored) {
                    callBackAbout(store.record());
                }
                yield stored;
            }
            case DeliveryCommand.StoreReply store ->
                    aftermath.replies().store(store.record(), store.reply());
            case DeliveryCommand.SetReplyAside store ->
                    aftermath.replies().setAside(store.record(), store.reply());
            case DeliveryCommand.BuryReply bury ->
                    aftermath.replies().bury(bury.record(), bury.reason());
            case DeliveryCommand.StartStoreAgainTimer _ -> {
                Thread.sleep(STORE_AGAIN);
                yield new StoreAgainDue();
            }
            case DeliveryCommand.Release release -> {
                if (release.hold().equals(keeper.hold())) {
                    if (state instanceof InFlight inFlight) {
                        countUntilAnswered(inFlight.record());
                    }
                    keeper.release();
                } else if (release.hold() instanceof Hold.Copy guard) {
                    copies.remove(guard);
                }
                yield null;
            }
            case DeliveryCommand.Leave leave -> {
                if (leave.copy().equals(keeper.hold())) {
                    keeper.leave();
                }
                yield null;
            }
        };
    }

    /** The dead letter is there and says all: without a callback nothing is lost. */
    private void callBackAbout(DeliveryRecord dead) throws InterruptedException {
        try {
            aftermath.givenUp(dead, lastResponse);
        } catch (RuntimeException | Error e) {
            var _ = faults.note(Faults.Where.CALLBACK, function.name(), e);
        }
    }

    /** The permit at once, and not when the delivery comes round to it: others wait for it. */
    private void endWhenAnswered(CompletableFuture<InvocationOutcome> invoked) {
        var _ =
                invoked.whenComplete(
                        (outcome, failure) -> {
                            try {
                                lane.release(failure == null ? outcome : FAULT, startedAt);
                            } finally {
                                handOver.wake();
                            }
                        });
    }

    /** The event is not held any more, but the function is still being called with it. */
    private void countUntilAnswered(DeliveryRecord record) {
        CompletableFuture<InvocationOutcome> invoked = answer;
        if (invoked != null) {
            LargeEvents.Room room =
                    largeEvents.take(record.function(), record.event().data().size());
            var _ = invoked.whenComplete((outcome, failure) -> room.giveBack());
        }
    }

    /** When the gateway last responded in the place of the function. */
    private static Optional<Instant> unserved(DeliveryRecord record) {
        return record.failures()
                .filter(failures -> failures.status() == UNAVAILABLE)
                .map(Failures::last);
    }

    private static Hold holdOf(DeliveryState state) {
        return switch (state) {
            case Waiting waiting -> waiting.hold();
            case InFlight inFlight -> inFlight.hold();
            case DeliveryState.Answered answered -> answered.hold();
            case DeliveryState.Replying replying -> replying.hold();
            case DeliveryState.Moving moving -> moving.hold();
            case DeliveryState.Burying burying -> burying.hold();
            case Over _ -> throw new IllegalStateException("nothing is stored when all is over");
        };
    }

    private DeliveryInput await(DeliveryState state) throws InterruptedException {
        return switch (state) {
            case InFlight inFlight -> awaitAnswer(inFlight.record());
            case Waiting waiting -> awaitPermit(waiting.record());
            case DeliveryState.Answered _,
                    DeliveryState.Replying _,
                    DeliveryState.Moving _,
                    DeliveryState.Burying _,
                    Over _ ->
                    throw new IllegalStateException("nothing to wait for");
        };
    }

    private DeliveryInput awaitPermit(DeliveryRecord record) throws InterruptedException {
        return switch (lane.acquireLive(handOver)) {
            case PERMITTED -> {
                // if it takes long, it will need room of its own: the event is not held for it
                if (!largeEvents.hasRoom(
                        record.function(), record.event().data().size(), lane.takesLong())) {
                    lane.releaseUnused();
                    yield new Refused();
                }
                permitHeld = true;
                yield new Permitted(policy());
            }
            case REFUSED -> new Refused();
            case TOO_LATE -> new HandOverDue(policy());
        };
    }

    private DeliveryInput awaitAnswer(DeliveryRecord record) throws InterruptedException {
        CompletableFuture<InvocationOutcome> invoked = answer;
        if (invoked == null) {
            throw new IllegalStateException("nothing to wait for");
        }
        while (!invoked.isDone()) {
            if (handOver.isOver()) {
                handOver.clear();
                return new HandOverDue(policy().withTimeout(attempts.longest(policy())));
            }
            handOver.await();
        }
        handOver.clear();
        InvocationOutcome outcome = invoked.resultNow();
        lastResponse = outcome.received().orElse(null);
        if (outcome instanceof InvocationOutcome.Succeeded succeeded) {
            aftermath.delivered(record, succeeded.response());
        }
        return new AttemptEnded(
                outcome, policy(), clock.instant(), ThreadLocalRandom.current().nextDouble());
    }

    private DeliveryPolicy policy() {
        return function.subscription().policy();
    }
}
