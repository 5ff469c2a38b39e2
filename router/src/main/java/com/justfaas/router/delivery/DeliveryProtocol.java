package com.justfaas.router.delivery;

import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.topics.DeliveryPolicy;
import com.justfaas.router.delivery.DeliveryCommand.Invoke;
import com.justfaas.router.delivery.DeliveryCommand.Leave;
import com.justfaas.router.delivery.DeliveryCommand.Release;
import com.justfaas.router.delivery.DeliveryCommand.RequestPermit;
import com.justfaas.router.delivery.DeliveryCommand.StartHandOverTimer;
import com.justfaas.router.delivery.DeliveryCommand.StartStoreAgainTimer;
import com.justfaas.router.delivery.DeliveryCommand.StoreCopy;
import com.justfaas.router.delivery.DeliveryCommand.StoreDeadLetter;
import com.justfaas.router.delivery.DeliveryCommand.WithdrawRequest;
import com.justfaas.router.delivery.DeliveryInput.AttemptEnded;
import com.justfaas.router.delivery.DeliveryInput.CopyFailed;
import com.justfaas.router.delivery.DeliveryInput.CopyStored;
import com.justfaas.router.delivery.DeliveryInput.DeadLetterFailed;
import com.justfaas.router.delivery.DeliveryInput.DeadLetterStored;
import com.justfaas.router.delivery.DeliveryInput.Faulted;
import com.justfaas.router.delivery.DeliveryInput.HandOverDue;
import com.justfaas.router.delivery.DeliveryInput.OfReply;
import com.justfaas.router.delivery.DeliveryInput.Permitted;
import com.justfaas.router.delivery.DeliveryInput.Refused;
import com.justfaas.router.delivery.DeliveryInput.StoreAgainDue;
import com.justfaas.router.delivery.DeliveryState.Answered;
import com.justfaas.router.delivery.DeliveryState.Burying;
import com.justfaas.router.delivery.DeliveryState.Ending;
import com.justfaas.router.delivery.DeliveryState.Guard;
import com.justfaas.router.delivery.DeliveryState.InFlight;
import com.justfaas.router.delivery.DeliveryState.Moving;
import com.justfaas.router.delivery.DeliveryState.Over;
import com.justfaas.router.delivery.DeliveryState.Replying;
import com.justfaas.router.delivery.DeliveryState.Waiting;
import com.justfaas.router.invocation.Attempt;
import java.time.Duration;

/**
 * The protocol of a delivery, whole and in one place: a function from a state and an input to the
 * next state and what is to be done. No clock, thread or socket is in it, so that the code that
 * ships can be driven through any schedule, with a crash between any two commands.
 *
 * <p>The rule behind it: a delivery is always in somebody's keeping (its {@link Hold}), and a hold
 * is released only after the function has the event and JetStream what it answered, or JetStream
 * has confirmed what takes the hold's place.
 *
 * <p>An exception that no code expects is an input like any other ({@link Faulted}): it counts as
 * an attempt that failed, so that no defect holds a delivery for ever, or repeats it for ever.
 *
 * <pre>
 * Waiting ──permit──► InFlight ──delivered──► Over
 *    │                   │ │ └─with a reply──► Replying ──reply stored──► Over
 *    │ refused,          │ │ held too long: a copy is stored, then the event is released
 *    │ held too long     │ └─retry──► Moving ──copy stored──► Over
 *    └──► Moving         └─give up──► Burying ──dead letter stored──► Over
 * </pre>
 */
public final class DeliveryProtocol {

    /** How much later than the attempt's end the copy of an attempt in flight falls due. */
    static final Duration GUARD_MARGIN = Duration.ofSeconds(1);

    private DeliveryProtocol() {}

    /** The beginning of a delivery. */
    public static Step begin(DeliveryRecord record, Hold hold) {
        Waiting waiting = new Waiting(record, hold);
        return switch (hold) {
            case Hold.Event _ -> Step.to(waiting, new RequestPermit(), new StartHandOverTimer());
            case Hold.Copy _ -> Step.to(waiting, new RequestPermit());
        };
    }

    /** The beginning of a delivery that is given up before any attempt. */
    public static Step beginGivenUp(DeliveryRecord record, Hold hold, DeadLetterReason reason) {
        return Step.to(new Burying(record, hold, reason), new StoreDeadLetter(record, reason));
    }

    /**
     * The next step. An input that means nothing in a state (a timer that came too late, say)
     * changes nothing.
     */
    public static Step step(DeliveryState state, DeliveryInput input) {
        return switch (state) {
            case Waiting waiting -> waiting(waiting, input);
            case InFlight inFlight -> inFlight(inFlight, input);
            case Answered answered -> answered(answered, input);
            case Replying replying -> ReplyProtocol.step(replying, input);
            case Moving moving -> moving(moving, input);
            case Burying burying -> burying(burying, input);
            case Over over -> Step.to(over);
        };
    }

    private static Step waiting(Waiting state, DeliveryInput input) {
        return switch (input) {
            case Permitted permitted ->
                    Step.to(
                            new InFlight(state.record(), state.hold(), Guard.NONE),
                            new Invoke(
                                    state.record(), attempt(state.record(), permitted.policy())));
            case Refused _ -> postpone(state.record(), state.hold());
            case HandOverDue _ ->
                    postpone(state.record(), state.hold()).after(new WithdrawRequest());
            case Faulted fault ->
                    carryOut(Verdicts.on(fault, state.record()), state.record(), state.hold())
                            .after(new WithdrawRequest());
            case AttemptEnded _,
                    CopyStored _,
                    CopyFailed _,
                    DeadLetterStored _,
                    DeadLetterFailed _,
                    StoreAgainDue _,
                    OfReply _ ->
                    Step.to(state);
        };
    }

    private static Step inFlight(InFlight state, DeliveryInput input) {
        return switch (input) {
            case HandOverDue due
                    when state.guard() == Guard.NONE && state.hold() instanceof Hold.Event ->
                    Step.to(
                            new InFlight(state.record(), state.hold(), Guard.STORING),
                            // should we die, this attempt counts: it may have run
                            new StoreCopy(
                                    state.record().attempted(),
                                    due.policy().timeout().plus(GUARD_MARGIN)));
            case CopyStored stored when state.guard() == Guard.STORING ->
                    Step.to(
                            new InFlight(state.record(), stored.copy(), Guard.STORED),
                            new Release(state.hold()));
            case CopyFailed _ when state.guard() == Guard.STORING ->
                    Step.to(
                            new InFlight(state.record(), state.hold(), Guard.NONE),
                            new StartHandOverTimer());
            case AttemptEnded ended -> {
                Verdict verdict =
                        Verdicts.on(
                                ended.outcome(),
                                state.record(),
                                ended.policy(),
                                ended.now(),
                                ended.jitter());
                yield switch (state.guard()) {
                    case NONE -> carryOut(verdict, state.record(), state.hold());
                    case STORING -> Step.to(new Answered(state.record(), state.hold(), verdict));
                    case STORED -> carryOutGuarded(verdict, state.record(), state.hold());
                };
            }
            case Faulted fault -> {
                Verdict verdict = Verdicts.on(fault, state.record());
                yield switch (state.guard()) {
                    case NONE -> carryOut(verdict, state.record(), state.hold());
                    // the call goes on; it is the copy that is not there
                    case STORING -> inFlight(state, new CopyFailed());
                    case STORED -> carryOutGuarded(verdict, state.record(), state.hold());
                };
            }
            case Permitted _,
                    Refused _,
                    HandOverDue _,
                    CopyStored _,
                    CopyFailed _,
                    DeadLetterStored _,
                    DeadLetterFailed _,
                    StoreAgainDue _,
                    OfReply _ ->
                    Step.to(state);
        };
    }

    private static Step answered(Answered state, DeliveryInput input) {
        return switch (input) {
            case CopyStored stored ->
                    carryOutGuarded(state.verdict(), state.record(), stored.copy())
                            .after(new Release(state.hold()));
            case CopyFailed _, Faulted _ -> carryOut(state.verdict(), state.record(), state.hold());
            case Permitted _,
                    Refused _,
                    HandOverDue _,
                    AttemptEnded _,
                    DeadLetterStored _,
                    DeadLetterFailed _,
                    StoreAgainDue _,
                    OfReply _ ->
                    Step.to(state);
        };
    }

    private static Step moving(Moving state, DeliveryInput input) {
        return switch (input) {
            case CopyStored _ -> Step.to(new Over(Ending.MOVED), new Release(state.hold()));
            case CopyFailed _ -> Step.to(state, new StartStoreAgainTimer());
            case StoreAgainDue _ -> move(state.record(), state.hold(), state.delay());
            // to try again would end alike, and the event would be held for ever
            case Faulted fault ->
                    bury(
                            Verdicts.explained(state.record(), fault),
                            state.hold(),
                            DeadLetterReason.InternalError);
            case Permitted _,
                    Refused _,
                    HandOverDue _,
                    AttemptEnded _,
                    DeadLetterStored _,
                    DeadLetterFailed _,
                    OfReply _ ->
                    Step.to(state);
        };
    }

    private static Step burying(Burying state, DeliveryInput input) {
        return switch (input) {
            case DeadLetterStored _ -> Step.to(new Over(Ending.DEAD), new Release(state.hold()));
            case DeadLetterFailed _, Faulted _ -> Step.to(state, new StartStoreAgainTimer());
            case StoreAgainDue _ -> bury(state.record(), state.hold(), state.reason());
            case Permitted _,
                    Refused _,
                    HandOverDue _,
                    AttemptEnded _,
                    CopyStored _,
                    CopyFailed _,
                    OfReply _ ->
                    Step.to(state);
        };
    }

    private static Step carryOut(Verdict verdict, DeliveryRecord record, Hold hold) {
        return switch (verdict) {
            case Verdict.Delivered _ -> Step.to(new Over(Ending.DELIVERED), new Release(hold));
            case Verdict.Replied replied ->
                    ReplyProtocol.begin(replied.record(), hold, replied.outgoing());
            case Verdict.Again again -> move(again.record(), hold, again.delay());
            case Verdict.GiveUp giveUp -> bury(giveUp.record(), hold, giveUp.reason());
            case Verdict.Untried _ -> postpone(record, hold);
        };
    }

    /** A guard counts an attempt: when there was none, a copy that does not takes its place. */
    private static Step carryOutGuarded(Verdict verdict, DeliveryRecord record, Hold guard) {
        return verdict instanceof Verdict.Untried
                ? move(record, guard, Duration.ZERO)
                : carryOut(verdict, record, guard);
    }

    /** Nothing was tried: an event becomes a copy, and a copy is one already. */
    private static Step postpone(DeliveryRecord record, Hold hold) {
        return switch (hold) {
            case Hold.Event _ -> move(record, hold, Duration.ZERO);
            case Hold.Copy copy -> Step.to(new Over(Ending.LEFT), new Leave(copy));
        };
    }

    private static Step move(DeliveryRecord record, Hold hold, Duration delay) {
        return Step.to(new Moving(record, hold, delay), new StoreCopy(record, delay));
    }

    private static Step bury(DeliveryRecord record, Hold hold, DeadLetterReason reason) {
        return Step.to(new Burying(record, hold, reason), new StoreDeadLetter(record, reason));
    }

    private static Attempt attempt(DeliveryRecord record, DeliveryPolicy policy) {
        return new Attempt(
                record.attempts() + 1, record.attempts() >= policy.retries(), policy.timeout());
    }
}
