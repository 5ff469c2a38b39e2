package com.justfaas.router.delivery;

import static com.justfaas.router.delivery.Samples.EVENT;
import static com.justfaas.router.delivery.Samples.POLICY;
import static com.justfaas.router.delivery.Samples.afterAttempts;
import static com.justfaas.router.delivery.Samples.ended;
import static com.justfaas.router.delivery.Samples.fresh;
import static com.justfaas.router.delivery.Samples.live;
import static com.justfaas.router.delivery.Samples.permitted;
import static com.justfaas.router.delivery.Samples.rejected;
import static com.justfaas.router.delivery.Samples.run;
import static com.justfaas.router.delivery.Samples.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.router.delivery.DeliveryCommand.Invoke;
import com.justfaas.router.delivery.DeliveryCommand.Release;
import com.justfaas.router.delivery.DeliveryCommand.RequestPermit;
import com.justfaas.router.delivery.DeliveryCommand.StartHandOverTimer;
import com.justfaas.router.delivery.DeliveryCommand.StartStoreAgainTimer;
import com.justfaas.router.delivery.DeliveryCommand.StoreDeadLetter;
import com.justfaas.router.delivery.DeliveryInput.CopyFailed;
import com.justfaas.router.delivery.DeliveryInput.CopyStored;
import com.justfaas.router.delivery.DeliveryInput.DeadLetterFailed;
import com.justfaas.router.delivery.DeliveryInput.DeadLetterStored;
import com.justfaas.router.delivery.DeliveryInput.HandOverDue;
import com.justfaas.router.delivery.DeliveryInput.Refused;
import com.justfaas.router.delivery.DeliveryInput.ReplyFailed;
import com.justfaas.router.delivery.DeliveryInput.ReplyNotSetAside;
import com.justfaas.router.delivery.DeliveryInput.ReplyRefused;
import com.justfaas.router.delivery.DeliveryInput.ReplyStored;
import com.justfaas.router.delivery.DeliveryInput.StoreAgainDue;
import com.justfaas.router.delivery.DeliveryState.Ending;
import com.justfaas.router.delivery.DeliveryState.Over;
import com.justfaas.router.invocation.Attempt;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * From the permit to the end; see {@link WaitingTest} and {@link GuardedAttemptTest} for the rest.
 */
class DeliveryProtocolTest {

    private static final Hold.Copy COPY = new Hold.Copy(2, 11, Instant.EPOCH);
    private static final Hold.Copy NEW_COPY = new Hold.Copy(1, 12, Instant.EPOCH);

    private static Step copied(DeliveryRecord record, DeliveryInput... inputs) {
        return run(DeliveryProtocol.begin(record, COPY), inputs);
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
                        new ReplyStored(),
                        new ReplyFailed(),
                        new ReplyNotSetAside(),
                        new ReplyRefused("no"),
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
