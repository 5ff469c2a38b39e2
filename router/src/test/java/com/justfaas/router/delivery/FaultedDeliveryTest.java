package com.justfaas.router.delivery;

import static com.justfaas.router.delivery.Samples.EVENT;
import static com.justfaas.router.delivery.Samples.NOW;
import static com.justfaas.router.delivery.Samples.POLICY;
import static com.justfaas.router.delivery.Samples.afterAttempts;
import static com.justfaas.router.delivery.Samples.ended;
import static com.justfaas.router.delivery.Samples.failed;
import static com.justfaas.router.delivery.Samples.fresh;
import static com.justfaas.router.delivery.Samples.live;
import static com.justfaas.router.delivery.Samples.permitted;
import static com.justfaas.router.delivery.Samples.replied;
import static com.justfaas.router.delivery.Samples.run;
import static com.justfaas.router.delivery.Samples.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.Failures;
import com.justfaas.router.delivery.DeliveryCommand.BuryReply;
import com.justfaas.router.delivery.DeliveryCommand.Release;
import com.justfaas.router.delivery.DeliveryCommand.StartHandOverTimer;
import com.justfaas.router.delivery.DeliveryCommand.StartStoreAgainTimer;
import com.justfaas.router.delivery.DeliveryCommand.StoreCopy;
import com.justfaas.router.delivery.DeliveryCommand.StoreDeadLetter;
import com.justfaas.router.delivery.DeliveryInput.CopyStored;
import com.justfaas.router.delivery.DeliveryInput.DeadLetterStored;
import com.justfaas.router.delivery.DeliveryInput.Faulted;
import com.justfaas.router.delivery.DeliveryInput.HandOverDue;
import com.justfaas.router.delivery.DeliveryInput.Refused;
import com.justfaas.router.delivery.DeliveryInput.StoreAgainDue;
import com.justfaas.router.delivery.DeliveryState.Ending;
import com.justfaas.router.delivery.DeliveryState.Moving;
import com.justfaas.router.delivery.DeliveryState.Over;
import com.justfaas.router.delivery.DeliveryState.Replying;
import com.justfaas.router.invocation.InvocationOutcome.Failure;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An exception that no code expects, at any point of a delivery. */
class FaultedDeliveryTest {

    private static final Hold.Copy COPY = new Hold.Copy(2, 11, Instant.EPOCH);
    private static final Faulted FAULT = new Faulted("a defect", POLICY, NOW, 0.5);

    @Test
    void anAttemptThatBreaksOffIsAFailedOneAndComesAgain() {
        for (DeliveryInput broken : List.of(ended(failed(Failure.FAULT)), FAULT)) {
            Step step = live(permitted(), broken);

            assertThat(step.state()).isInstanceOf(Moving.class);
            assertThat(step.commands())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            StoreCopy.class,
                            copy -> {
                                assertThat(copy.record().attempts()).isOne();
                                assertThat(copy.delay()).isPositive();
                            });
        }
    }

    @Test
    void aWaitThatBreaksOffIsAFailedAttempt() {
        assertThat(live(FAULT).commands()).anyMatch(command -> command instanceof StoreCopy);
    }

    @Test
    void theLastAttemptEndsAmongTheDeadLetters() {
        Step step =
                run(
                        DeliveryProtocol.begin(afterAttempts(POLICY.retries()), COPY),
                        permitted(),
                        FAULT);

        assertThat(step.commands())
                .singleElement()
                .isInstanceOfSatisfying(
                        StoreDeadLetter.class,
                        bury -> {
                            assertThat(bury.reason()).isEqualTo(DeadLetterReason.AttemptsExhausted);
                            assertThat(bury.record().failures())
                                    .map(Failures::detail)
                                    .contains("a defect");
                        });
        assertThat(run(step, new DeadLetterStored()))
                .isEqualTo(Step.to(new Over(Ending.DEAD), new Release(COPY)));
    }

    /** The same copy would break it off again, while the event takes a place that others need. */
    @Test
    void whatCannotBePutIntoTheBacklogByADefectIsDeadLettered() {
        Step step = live(new Refused(), FAULT);

        assertThat(step.commands())
                .singleElement()
                .isInstanceOfSatisfying(
                        StoreDeadLetter.class,
                        bury -> {
                            assertThat(bury.reason()).isEqualTo(DeadLetterReason.InternalError);
                            assertThat(bury.record().attempts()).isZero();
                            assertThat(bury.record().failures())
                                    .map(Failures::detail)
                                    .contains("a defect");
                        });
        assertThat(run(step, new DeadLetterStored()))
                .isEqualTo(Step.to(new Over(Ending.DEAD), new Release(EVENT)));
    }

    @Test
    void aDeadLetterIsTriedAgainAfterAWhileUntilItIsStored() {
        Step burying =
                DeliveryProtocol.beginGivenUp(fresh(), EVENT, DeadLetterReason.FunctionDeleted);

        Step later = run(burying, FAULT);
        assertThat(later.commands()).containsExactly(new StartStoreAgainTimer());
        assertThat(run(later, new StoreAgainDue()).commands()).isEqualTo(burying.commands());
    }

    @Test
    void aGuardThatCannotBeStoredLeavesTheCallInFlight() {
        Step step = live(permitted(), new HandOverDue(POLICY), FAULT);

        assertThat(step.commands()).containsExactly(new StartHandOverTimer());
        assertThat(run(step, ended(succeeded())))
                .isEqualTo(Step.to(new Over(Ending.DELIVERED), new Release(EVENT)));
    }

    @Test
    void aGuardedAttemptThatBreaksOffGivesItsGuardForACopy() {
        Step step = live(permitted(), new HandOverDue(POLICY), new CopyStored(COPY), FAULT);

        assertThat(step.state()).isInstanceOf(Moving.class);
        assertThat(run(step, new CopyStored(new Hold.Copy(3, 12, Instant.EPOCH))))
                .isEqualTo(Step.to(new Over(Ending.MOVED), new Release(COPY)));
    }

    @Test
    void aReplyThatCannotBeStoredByADefectIsRefusedAndTheDeliveryGoesOn() {
        Step replying = live(permitted(), ended(replied("order.paid")));
        assertThat(replying.state()).isInstanceOf(Replying.class);

        Step refusing = run(replying, FAULT);
        assertThat(refusing.commands())
                .singleElement()
                .isInstanceOfSatisfying(
                        BuryReply.class,
                        bury -> assertThat(bury.reason()).isEqualTo(DeadLetterReason.ReplyRefused));
        assertThat(run(refusing, FAULT).commands()).containsExactly(new StartStoreAgainTimer());
        assertThat(run(refusing, new DeadLetterStored()))
                .isEqualTo(Step.to(new Over(Ending.DELIVERED), new Release(EVENT)));
    }

    @Test
    void nothingFollowsWhenAllIsOver() {
        Over over = new Over(Ending.DELIVERED);

        assertThat(run(Step.to(over), FAULT)).isEqualTo(Step.to(over));
    }
}
