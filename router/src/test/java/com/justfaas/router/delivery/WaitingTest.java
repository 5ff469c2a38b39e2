package com.justfaas.router.delivery;

import static com.justfaas.router.delivery.Samples.EVENT;
import static com.justfaas.router.delivery.Samples.NOW;
import static com.justfaas.router.delivery.Samples.POLICY;
import static com.justfaas.router.delivery.Samples.ended;
import static com.justfaas.router.delivery.Samples.failed;
import static com.justfaas.router.delivery.Samples.fresh;
import static com.justfaas.router.delivery.Samples.live;
import static com.justfaas.router.delivery.Samples.permitted;
import static com.justfaas.router.delivery.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.router.delivery.DeliveryCommand.Leave;
import com.justfaas.router.delivery.DeliveryCommand.Release;
import com.justfaas.router.delivery.DeliveryCommand.StartStoreAgainTimer;
import com.justfaas.router.delivery.DeliveryCommand.StoreCopy;
import com.justfaas.router.delivery.DeliveryCommand.WithdrawRequest;
import com.justfaas.router.delivery.DeliveryInput.AttemptEnded;
import com.justfaas.router.delivery.DeliveryInput.CopyFailed;
import com.justfaas.router.delivery.DeliveryInput.CopyStored;
import com.justfaas.router.delivery.DeliveryInput.HandOverDue;
import com.justfaas.router.delivery.DeliveryInput.Refused;
import com.justfaas.router.delivery.DeliveryInput.StoreAgainDue;
import com.justfaas.router.delivery.DeliveryState.Ending;
import com.justfaas.router.delivery.DeliveryState.Moving;
import com.justfaas.router.delivery.DeliveryState.Over;
import com.justfaas.router.invocation.InvocationOutcome.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a delivery that cannot be made now. */
class WaitingTest {

    private static final Hold.Copy COPY = new Hold.Copy(2, 11, Instant.EPOCH);
    private static final Hold.Copy NEW_COPY = new Hold.Copy(1, 12, Instant.EPOCH);

    private static Step copied(DeliveryRecord record, DeliveryInput... inputs) {
        return run(DeliveryProtocol.begin(record, COPY), inputs);
    }

    private static void assertOver(Step step, Ending ending, DeliveryCommand... commands) {
        assertThat(step).isEqualTo(new Step(new Over(ending), List.of(commands)));
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
}
