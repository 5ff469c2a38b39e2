package com.justfaas.router.delivery;

import static com.justfaas.router.delivery.Samples.EVENT;
import static com.justfaas.router.delivery.Samples.POLICY;
import static com.justfaas.router.delivery.Samples.ended;
import static com.justfaas.router.delivery.Samples.failed;
import static com.justfaas.router.delivery.Samples.fresh;
import static com.justfaas.router.delivery.Samples.live;
import static com.justfaas.router.delivery.Samples.permitted;
import static com.justfaas.router.delivery.Samples.rejected;
import static com.justfaas.router.delivery.Samples.run;
import static com.justfaas.router.delivery.Samples.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.router.delivery.DeliveryCommand.Release;
import com.justfaas.router.delivery.DeliveryCommand.StartHandOverTimer;
import com.justfaas.router.delivery.DeliveryCommand.StoreCopy;
import com.justfaas.router.delivery.DeliveryCommand.StoreDeadLetter;
import com.justfaas.router.delivery.DeliveryInput.CopyFailed;
import com.justfaas.router.delivery.DeliveryInput.CopyStored;
import com.justfaas.router.delivery.DeliveryInput.DeadLetterStored;
import com.justfaas.router.delivery.DeliveryInput.HandOverDue;
import com.justfaas.router.delivery.DeliveryState.Ending;
import com.justfaas.router.delivery.DeliveryState.Over;
import com.justfaas.router.invocation.InvocationOutcome.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An attempt that lasts so long that a copy guards it in the event's place. */
class GuardedAttemptTest {

    private static final Hold.Copy GUARD = new Hold.Copy(6, 21, Instant.EPOCH);
    private static final Hold.Copy NEW_COPY = new Hold.Copy(1, 22, Instant.EPOCH);

    private static Step beingGuarded(DeliveryInput... inputs) {
        return run(live(permitted(), new HandOverDue(POLICY)), inputs);
    }

    private static Step guarded(DeliveryInput... inputs) {
        return run(beingGuarded(new CopyStored(GUARD)), inputs);
    }

    @Test
    void theGuardCountsTheAttemptAndFallsDueAfterItsEnd() {
        assertThat(beingGuarded().commands())
                .containsExactly(
                        new StoreCopy(
                                fresh().attempted(), POLICY.timeout().plus(Duration.ofSeconds(1))));
    }

    @Test
    void theEventIsReleasedOnceTheGuardIsStored() {
        assertThat(beingGuarded().commands()).doesNotContain(new Release(EVENT));
        assertThat(guarded().commands()).containsExactly(new Release(EVENT));
    }

    @Test
    void theGuardGoesWhenTheFunctionHasTheEvent() {
        assertThat(guarded(ended(succeeded())))
                .isEqualTo(new Step(new Over(Ending.DELIVERED), List.of(new Release(GUARD))));
    }

    @Test
    void theGuardGoesAfterTheNextCopyIsStored() {
        Step moving = guarded(ended(failed(Failure.TIMEOUT)));

        assertThat(moving.commands()).singleElement().isInstanceOf(StoreCopy.class);
        assertThat(run(moving, new CopyStored(NEW_COPY)).commands())
                .containsExactly(new Release(GUARD));
    }

    @Test
    void theGuardGoesAfterTheDeadLetterIsStored() {
        Step burying = guarded(ended(rejected()));

        assertThat(burying.commands()).singleElement().isInstanceOf(StoreDeadLetter.class);
        assertThat(run(burying, new DeadLetterStored()).commands())
                .containsExactly(new Release(GUARD));
    }

    @Test
    void whenTheFunctionWasNotThereACopyThatCountsNothingTakesTheGuardsPlace() {
        Step moving = guarded(ended(failed(Failure.UNREACHABLE)));

        assertThat(moving.commands()).containsExactly(new StoreCopy(fresh(), Duration.ZERO));
        assertThat(run(moving, new CopyStored(NEW_COPY)))
                .isEqualTo(new Step(new Over(Ending.MOVED), List.of(new Release(GUARD))));
    }

    @Test
    void aGuardThatCouldNotBeStoredIsTriedAgainAfterAWhile() {
        Step unguarded = beingGuarded(new CopyFailed());

        assertThat(unguarded.commands()).containsExactly(new StartHandOverTimer());
        assertThat(run(unguarded, new HandOverDue(POLICY))).isEqualTo(beingGuarded());
    }

    @Test
    void anAnswerBeforeTheGuardIsStoredIsHeardAndWaitsForIt() {
        Step answered = beingGuarded(ended(succeeded()));

        assertThat(answered.commands()).isEmpty();
        assertThat(run(answered, new CopyStored(GUARD)))
                .isEqualTo(
                        new Step(
                                new Over(Ending.DELIVERED),
                                List.of(new Release(EVENT), new Release(GUARD))));
    }

    @Test
    void anAnswerBeforeTheGuardFailedIsHeardWithTheEventStillHeld() {
        assertThat(beingGuarded(ended(succeeded()), new CopyFailed()))
                .isEqualTo(new Step(new Over(Ending.DELIVERED), List.of(new Release(EVENT))));
        Step moving = beingGuarded(ended(failed(Failure.BUSY)), new CopyFailed());
        assertThat(run(moving, new CopyStored(NEW_COPY)).commands())
                .containsExactly(new Release(EVENT));
    }

    @Test
    void aFailureBeforeTheGuardIsStoredIsMovedFromTheGuard() {
        Step moving = beingGuarded(ended(failed(Failure.ERROR)), new CopyStored(GUARD));

        assertThat(moving.commands())
                .hasSize(2)
                .startsWith(new Release(EVENT))
                .last()
                .isInstanceOf(StoreCopy.class);
        assertThat(run(moving, new CopyStored(NEW_COPY)).commands())
                .containsExactly(new Release(GUARD));
    }

    @Test
    void anAbsentFunctionBeforeTheGuardIsStoredCountsNothingEither() {
        Step moving = beingGuarded(ended(failed(Failure.UNREACHABLE)), new CopyStored(GUARD));

        assertThat(moving.commands())
                .containsExactly(new Release(EVENT), new StoreCopy(fresh(), Duration.ZERO));
    }

    @Test
    void lateTimersChangeNothing() {
        assertThat(beingGuarded(new HandOverDue(POLICY)))
                .isEqualTo(Step.to(beingGuarded().state()));
        assertThat(guarded(new HandOverDue(POLICY))).isEqualTo(Step.to(guarded().state()));
        assertThat(beingGuarded(ended(succeeded()), new HandOverDue(POLICY)).commands()).isEmpty();
    }
}
