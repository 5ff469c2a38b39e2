package com.justfaas.router.delivery;

import static com.justfaas.router.delivery.Samples.NOW;
import static com.justfaas.router.delivery.Samples.POLICY;
import static com.justfaas.router.delivery.Samples.afterAttempts;
import static com.justfaas.router.delivery.Samples.failed;
import static com.justfaas.router.delivery.Samples.fresh;
import static com.justfaas.router.delivery.Samples.rejected;
import static com.justfaas.router.delivery.Samples.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
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
import com.justfaas.router.delivery.DeliveryInput.HandOverDue;
import com.justfaas.router.delivery.DeliveryInput.Permitted;
import com.justfaas.router.delivery.DeliveryInput.Refused;
import com.justfaas.router.delivery.DeliveryInput.StoreAgainDue;
import com.justfaas.router.delivery.DeliveryState.Ending;
import com.justfaas.router.delivery.DeliveryState.Moving;
import com.justfaas.router.delivery.DeliveryState.Over;
import com.justfaas.router.invocation.Attempt;
import com.justfaas.router.invocation.InvocationOutcome;
import com.justfaas.router.invocation.InvocationOutcome.Failure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An attempt that ends while the event, or the copy that it came from, is held. */
class DeliveryProtocolTest {

    private static final Hold EVENT = new Hold.Event();
    private static final Hold.Copy COPY = new Hold.Copy(2, 11);
    private static final Hold.Copy NEW_COPY = new Hold.Copy(1, 12);

    private static Step run(Step first, DeliveryInput... inputs) {
        Step step = first;
        for (DeliveryInput input : inputs) {
            step = DeliveryProtocol.step(step.state(), input);
        }
        return step;
    }

    private static Step live(DeliveryInput... inputs) {
        return run(DeliveryProtocol.begin(fresh(), EVENT), inputs);
    }

    private static Step copied(DeliveryRecord record, DeliveryInput... inputs) {
        return run(DeliveryProtocol.begin(record, COPY), inputs);
    }

    private static Permitted permitted() {
        return new Permitted(POLICY);
    }

    private static AttemptEnded ended(InvocationOutcome outcome) {
        return new AttemptEnded(outcome, POLICY, NOW, 0.5);
    }

    private static void assertOver(Step step, Ending ending, DeliveryCommand... commands) {
        assertThat(step).isEqualTo(new Step(new Over(ending), List.of(commands)));
    }

    @Test
    void anEventAsksForAPermitAndIsNotHeldForLong() {
        assertThat(live().commands())
                .containsExactly(new RequestPermit(), new StartHandOverTimer());
    }

    @Test
    void aCopyAsksForAPermitAndMayWait() {
        assertThat(copied(fresh()).commands()).containsExactly(new RequestPermit());
    }

    @Test
    void thePermitIsFollowedByTheCall() {
        assertThat(live(permitted()).commands())
                .containsExactly(new Invoke(fresh(), new Attempt(1, false, POLICY.timeout())));
    }

    @Test
    void theLastAttemptSaysThatItIsTheLast() {
        DeliveryRecord record = afterAttempts(POLICY.retries());

        assertThat(copied(record, permitted()).commands())
                .containsExactly(
                        new Invoke(
                                record, new Attempt(POLICY.retries() + 1, true, POLICY.timeout())));
    }

    @Test
    void whatWasDeliveredIsReleased() {
        assertOver(live(permitted(), ended(succeeded())), Ending.DELIVERED, new Release(EVENT));
        assertOver(
                copied(fresh(), permitted(), ended(succeeded())),
                Ending.DELIVERED,
                new Release(COPY));
    }

    @Test
    void aRefusedEventIsMovedAtOnce() {
        assertThat(live(new Refused()).commands())
                .containsExactly(new StoreCopy(fresh(), Duration.ZERO));
    }

    @Test
    void aRefusedCopyStaysAsItIs() {
        assertOver(copied(fresh(), new Refused()), Ending.LEFT, new Leave(COPY));
    }

    @Test
    void anEventThatWaitsTooLongIsMovedAndAsksForNothingMore() {
        assertThat(live(new HandOverDue(POLICY)).commands())
                .containsExactly(new WithdrawRequest(), new StoreCopy(fresh(), Duration.ZERO));
    }

    @Test
    void anEventIsReleasedOnlyAfterItsCopyIsStored() {
        Step moving = live(new Refused());

        assertThat(moving.commands()).doesNotContain(new Release(EVENT));
        assertOver(run(moving, new CopyStored(NEW_COPY)), Ending.MOVED, new Release(EVENT));
    }

    @Test
    void aCopyThatCouldNotBeStoredIsTriedAgainForEver() {
        Step moving = live(new Refused());

        for (int i = 0; i < 3; i++) {
            moving = run(moving, new CopyFailed());
            assertThat(moving.commands()).containsExactly(new StartStoreAgainTimer());
            moving = run(moving, new StoreAgainDue());
            assertThat(moving.commands()).containsExactly(new StoreCopy(fresh(), Duration.ZERO));
        }
    }

    @Test
    void aFailedAttemptIsCountedAndWaits() {
        Step step = copied(fresh(), permitted(), ended(failed(Failure.BROKEN)));

        assertThat(step.state())
                .isInstanceOfSatisfying(
                        Moving.class,
                        moving -> {
                            assertThat(moving.record().attempts()).isEqualTo(1);
                            assertThat(moving.delay()).isEqualTo(Duration.ofMillis(500));
                            assertThat(step.commands())
                                    .containsExactly(
                                            new StoreCopy(moving.record(), moving.delay()));
                        });
        assertOver(run(step, new CopyStored(NEW_COPY)), Ending.MOVED, new Release(COPY));
    }

    @Test
    void aFailedAttemptIsCountedEvenIfTheNextIsDueAtOnce() {
        AttemptEnded atOnce = new AttemptEnded(failed(Failure.ERROR), POLICY, NOW, 0);

        Step step = copied(fresh(), permitted(), atOnce);

        assertThat(step.commands())
                .singleElement()
                .isInstanceOfSatisfying(
                        StoreCopy.class,
                        store -> {
                            assertThat(store.record().attempts()).isEqualTo(1);
                            assertThat(store.delay()).isZero();
                        });
        assertThat(run(step, new CopyFailed(), new StoreAgainDue()).commands())
                .as("when it could not be stored")
                .isEqualTo(step.commands());
    }

    @Test
    void whatTheFunctionRejectsIsBuriedAndThenReleased() {
        Step step = live(permitted(), ended(rejected()));

        assertThat(step.commands())
                .singleElement()
                .isInstanceOfSatisfying(
                        StoreDeadLetter.class,
                        bury -> {
                            assertThat(bury.reason()).isEqualTo(DeadLetterReason.Rejected);
                            assertThat(bury.record().attempts()).isEqualTo(1);
                        });
        assertOver(run(step, new DeadLetterStored()), Ending.DEAD, new Release(EVENT));
    }

    @Test
    void aDeadLetterThatCouldNotBeStoredIsTriedAgainForEver() {
        Step burying = DeliveryProtocol.beginGivenUp(fresh(), COPY, DeadLetterReason.Expired);

        for (int i = 0; i < 3; i++) {
            burying = run(burying, new DeadLetterFailed());
            assertThat(burying.commands()).containsExactly(new StartStoreAgainTimer());
            burying = run(burying, new StoreAgainDue());
            assertThat(burying.commands())
                    .containsExactly(new StoreDeadLetter(fresh(), DeadLetterReason.Expired));
        }
        assertOver(run(burying, new DeadLetterStored()), Ending.DEAD, new Release(COPY));
    }

    @Test
    void anEventForAFunctionThatWasNotThereIsMovedAtOnceAndNothingIsCounted() {
        for (Failure failure : List.of(Failure.UNREACHABLE, Failure.OURS)) {
            assertThat(live(permitted(), ended(failed(failure))).commands())
                    .containsExactly(new StoreCopy(fresh(), Duration.ZERO));
        }
    }

    @Test
    void aCopyForAFunctionThatWasNotThereStaysAsItIs() {
        assertOver(
                copied(fresh(), permitted(), ended(failed(Failure.UNREACHABLE))),
                Ending.LEFT,
                new Leave(COPY));
    }

    @Test
    void anInputThatMeansNothingChangesNothing() {
        var over = new Over(Ending.DELIVERED);
        List<DeliveryInput> all =
                List.of(
                        permitted(),
                        new Refused(),
                        new HandOverDue(POLICY),
                        ended(succeeded()),
                        new CopyStored(NEW_COPY),
                        new CopyFailed(),
                        new DeadLetterStored(),
                        new DeadLetterFailed(),
                        new StoreAgainDue());

        assertThat(all)
                .allSatisfy(
                        input -> assertThat(run(Step.to(over), input)).isEqualTo(Step.to(over)));
        assertIgnored(live(), ended(succeeded()), new CopyStored(NEW_COPY), new StoreAgainDue());
        assertIgnored(live(permitted()), permitted(), new Refused(), new CopyStored(NEW_COPY));
        assertIgnored(live(new Refused()), permitted(), new HandOverDue(POLICY), new Refused());
        assertIgnored(
                DeliveryProtocol.beginGivenUp(fresh(), EVENT, DeadLetterReason.Expired),
                new HandOverDue(POLICY),
                permitted());
    }

    private static void assertIgnored(Step before, DeliveryInput... inputs) {
        assertThat(inputs)
                .allSatisfy(
                        input -> assertThat(run(before, input)).isEqualTo(Step.to(before.state())));
    }

    @Test
    void aCopyInFlightIsNotHandedOver() {
        assertIgnored(copied(fresh(), permitted()), new HandOverDue(POLICY));
    }
}
