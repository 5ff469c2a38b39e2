package com.justfaas.router.delivery;

import static com.justfaas.router.delivery.Samples.NOW;
import static com.justfaas.router.delivery.Samples.POLICY;
import static com.justfaas.router.delivery.Samples.afterAttempts;
import static com.justfaas.router.delivery.Samples.answered;
import static com.justfaas.router.delivery.Samples.busyFor;
import static com.justfaas.router.delivery.Samples.failed;
import static com.justfaas.router.delivery.Samples.fresh;
import static com.justfaas.router.delivery.Samples.rejected;
import static com.justfaas.router.delivery.Samples.response;
import static com.justfaas.router.delivery.Samples.succeeded;
import static com.justfaas.router.delivery.Samples.withRetries;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.topics.DeliveryPolicy;
import com.justfaas.router.delivery.Verdict.Again;
import com.justfaas.router.delivery.Verdict.Delivered;
import com.justfaas.router.delivery.Verdict.GiveUp;
import com.justfaas.router.delivery.Verdict.Untried;
import com.justfaas.router.invocation.InvocationOutcome;
import com.justfaas.router.invocation.InvocationOutcome.Failure;
import com.justfaas.router.invocation.InvocationOutcome.Forbidden;
import com.justfaas.router.invocation.InvocationOutcome.Retryable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictsTest {

    private static Verdict on(InvocationOutcome outcome, DeliveryRecord record) {
        return Verdicts.on(outcome, record, POLICY, NOW, 0.5);
    }

    @Test
    void successIsDelivered() {
        assertThat(on(succeeded(), fresh())).isEqualTo(new Delivered());
    }

    @Test
    void theGatewaysOwn503CountsAsNoAttemptAndMakesWay() {
        InvocationOutcome unreached =
                new Retryable(
                        Failure.UNREACHABLE,
                        "503",
                        Optional.of(response(503, "")),
                        Optional.empty());

        Again first = (Again) on(unreached, afterAttempts(POLICY.retries()));
        assertThat(first.record().attempts()).isEqualTo(POLICY.retries());
        assertThat(first.record().failures().orElseThrow().status()).isEqualTo(503);
        assertThat(first.delay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(delayAfter(first, unreached, Duration.ofSeconds(3))).hasSeconds(3);
        assertThat(delayAfter(first, unreached, Duration.ofMinutes(30))).hasSeconds(5);
        assertThat(delayAfter(first, failed(Failure.UNAVAILABLE), Duration.ofMinutes(3)))
                .hasMinutes(3);
        assertThat(delayAfter(first, failed(Failure.UNAVAILABLE), Duration.ofMinutes(30)))
                .hasMinutes(10);
        assertThat(Verdicts.on(unreached, fresh(), POLICY, NOW.plus(POLICY.maxAge()), 0.5))
                .isInstanceOfSatisfying(
                        GiveUp.class,
                        giveUp -> {
                            assertThat(giveUp.reason()).isEqualTo(DeadLetterReason.Expired);
                            assertThat(giveUp.record().attempts()).isZero();
                        });
    }

    /** The function is called each time: not at once, and ever less often. */
    @Test
    void aResponseThatThereWasNoMemoryForCountsAsNoAttemptAndMakesWay() {
        Again first = (Again) on(failed(Failure.UNTAKEN), afterAttempts(POLICY.retries()));
        assertThat(first.record().attempts()).isEqualTo(POLICY.retries());
        assertThat(first.delay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(delayAfter(first, failed(Failure.UNTAKEN), Duration.ofSeconds(4))).hasSeconds(4);
        assertThat(delayAfter(first, failed(Failure.UNTAKEN), Duration.ofMinutes(30)))
                .hasMinutes(10);
    }

    private static Duration delayAfter(Again before, InvocationOutcome outcome, Duration since) {
        return ((Again) Verdicts.on(outcome, before.record(), POLICY, NOW.plus(since), 0.5))
                .delay();
    }

    @Test
    void aTerminalAnswerIsGivenUpAsRejected() {
        assertThat(on(rejected(), fresh()))
                .isInstanceOfSatisfying(
                        GiveUp.class,
                        giveUp -> {
                            assertThat(giveUp.reason()).isEqualTo(DeadLetterReason.Rejected);
                            assertThat(giveUp.record().attempts()).isEqualTo(1);
                        });
    }

    @Test
    void whatPolicyForbidsIsGivenUpWithoutAnAttempt() {
        assertThat(on(new Forbidden("no", Optional.empty()), fresh()))
                .isInstanceOfSatisfying(
                        GiveUp.class,
                        giveUp -> {
                            assertThat(giveUp.reason())
                                    .isEqualTo(DeadLetterReason.CallbackForbidden);
                            assertThat(giveUp.record().attempts()).isZero();
                            assertThat(giveUp.record().failures().orElseThrow().detail())
                                    .isEqualTo("no");
                        });
    }

    @ParameterizedTest
    @EnumSource(names = {"BROKEN", "TIMEOUT", "BUSY", "ERROR"})
    void whatAnotherAttemptMayHealIsTriedAgain(Failure failure) {
        assertThat(on(failed(failure), fresh()))
                .isInstanceOfSatisfying(
                        Again.class,
                        again -> {
                            assertThat(again.record().attempts()).isEqualTo(1);
                            assertThat(again.delay()).isEqualTo(Duration.ofMillis(500));
                        });
    }

    @ParameterizedTest
    @EnumSource(names = {"UNREACHABLE", "OURS"})
    void whatNeverReachedTheFunctionIsNoAttempt(Failure failure) {
        assertThat(on(failed(failure), afterAttempts(POLICY.retries()))).isEqualTo(new Untried());
    }

    @Test
    void whatTheFunctionAskedForIsTheLeastDelay() {
        assertThat(on(busyFor(Duration.ofSeconds(20)), fresh()))
                .isInstanceOfSatisfying(
                        Again.class,
                        again -> assertThat(again.delay()).isEqualTo(Duration.ofSeconds(20)));
    }

    @Test
    void theLastRetryIsTriedAndNoneAfterIt() {
        assertThat(on(failed(Failure.ERROR), afterAttempts(POLICY.retries() - 1)))
                .isInstanceOf(Again.class);
        assertThat(on(failed(Failure.ERROR), afterAttempts(POLICY.retries())))
                .isInstanceOfSatisfying(
                        GiveUp.class,
                        giveUp -> {
                            assertThat(giveUp.reason())
                                    .isEqualTo(DeadLetterReason.AttemptsExhausted);
                            assertThat(giveUp.record().attempts()).isEqualTo(POLICY.retries() + 1);
                        });
    }

    @Test
    void withoutRetriesTheFirstFailureIsTheLast() {
        assertThat(Verdicts.on(failed(Failure.ERROR), fresh(), withRetries(0), NOW, 0.5))
                .isInstanceOf(GiveUp.class);
    }

    @Test
    void whatIsTooOldIsNotTriedAgain() {
        Instant tooLate = fresh().acceptedAt().plus(POLICY.maxAge()).plusMillis(1);

        assertThat(Verdicts.on(failed(Failure.ERROR), fresh(), POLICY, tooLate, 0.5))
                .isInstanceOfSatisfying(
                        GiveUp.class,
                        giveUp -> assertThat(giveUp.reason()).isEqualTo(DeadLetterReason.Expired));
        assertThat(Verdicts.on(succeeded(), fresh(), POLICY, tooLate, 0.5))
                .isEqualTo(new Delivered());
    }

    @Test
    void aDeliveryIsGivenUpAfterItsLastAttemptOrAtItsAge() {
        Instant justInTime = fresh().acceptedAt().plus(POLICY.maxAge());

        assertThat(Verdicts.givenUp(afterAttempts(POLICY.retries()), POLICY, justInTime)).isEmpty();
        assertThat(Verdicts.givenUp(afterAttempts(POLICY.retries() + 1), POLICY, NOW))
                .contains(DeadLetterReason.AttemptsExhausted);
        assertThat(Verdicts.givenUp(fresh(), POLICY, justInTime.plusMillis(1)))
                .contains(DeadLetterReason.Expired);
    }

    @Test
    void theRecordTellsTheFirstFailureAndTheLast() {
        DeliveryPolicy policy = POLICY;
        Instant later = NOW.plusSeconds(10);

        Verdict first = Verdicts.on(answered(500, "first"), fresh(), policy, NOW, 0.5);
        Verdict second =
                Verdicts.on(answered(502, "second"), ((Again) first).record(), policy, later, 0.5);

        assertThat(((Again) second).record().failures())
                .hasValueSatisfying(
                        failures -> {
                            assertThat(failures.first()).isEqualTo(NOW);
                            assertThat(failures.last()).isEqualTo(later);
                            assertThat(failures.status()).isEqualTo(502);
                            assertThat(failures.detail()).isEqualTo("answered 502");
                            assertThat(failures.response()).isEqualTo("second");
                        });
    }

    @Test
    void aFailureWithoutAnAnswerHasNoStatus() {
        assertThat(((Again) on(failed(Failure.TIMEOUT), fresh())).record().failures())
                .hasValueSatisfying(
                        failures -> {
                            assertThat(failures.status()).isZero();
                            assertThat(failures.response()).isEmpty();
                        });
    }
}
