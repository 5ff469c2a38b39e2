package com.justfaas.router.delivery;

import static com.justfaas.router.delivery.Samples.failed;
import static com.justfaas.router.delivery.Samples.rejected;
import static com.justfaas.router.delivery.Samples.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.justfaas.router.invocation.InvocationOutcome;
import com.justfaas.router.invocation.InvocationOutcome.Failure;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PermitsTest {

    private static final long BEGIN = -5_000;
    private static final List<Failure> FAILURES = List.of(Failure.values());

    private static Permits cold(int most) {
        return Permits.cold(most, BEGIN);
    }

    private static Permits after(Permits permits, InvocationOutcome outcome, int times) {
        Permits now = permits;
        for (int i = 0; i < times; i++) {
            now = now.after(outcome, BEGIN + 1, BEGIN + 1);
        }
        return now;
    }

    @Test
    void beginsWithAFewAndNeverWithMoreThanThePolicyAllows() {
        assertThat(cold(32).allowed()).isEqualTo(4);
        assertThat(cold(2).allowed()).isEqualTo(2);
    }

    @Test
    void growsByOneWithEachAnswerUpToThePolicy() {
        assertThat(after(cold(32), succeeded(), 5).allowed()).isEqualTo(9);
        assertThat(after(cold(32), rejected(), 5).allowed()).isEqualTo(9);
        assertThat(after(cold(32), succeeded(), 500).allowed()).isEqualTo(32);
    }

    @ParameterizedTest
    @EnumSource(names = {"BUSY", "TIMEOUT", "UNAVAILABLE"})
    void halvesWhenTheFunctionHasTooMuchToDo(Failure failure) {
        Permits wide = after(cold(32), succeeded(), 500);

        assertThat(wide.after(failed(failure), 10, 20).allowed()).isEqualTo(16);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNREACHABLE", "BROKEN", "ERROR", "OURS", "UNTAKEN"})
    void staysWhereTheFailureSaysNothingOfLoad(Failure failure) {
        assertThat(cold(32).after(failed(failure), 10, 20)).isEqualTo(cold(32));
    }

    @Test
    void oneRoundOfFailuresHalvesOnce() {
        Permits halved = after(cold(32), succeeded(), 500).after(failed(Failure.BUSY), 10, 20);

        assertThat(halved.after(failed(Failure.BUSY), 11, 21)).isEqualTo(halved);
        assertThat(halved.after(failed(Failure.BUSY), 20, 30).allowed()).isEqualTo(8);
    }

    @Test
    void neverFallsBelowOne() {
        Permits permits = cold(32);
        for (int round = 1; round <= 50; round++) {
            permits = permits.after(failed(Failure.TIMEOUT), round * 10L, round * 10L + 5);
        }
        assertThat(permits.allowed()).isEqualTo(1);
    }

    @Test
    void growsByOneWithEachRoundAfterItWasHalved() {
        Permits permits = after(cold(32), succeeded(), 500).after(failed(Failure.BUSY), 10, 20);
        assertThat(permits.allowed()).isEqualTo(16);

        Permits later = after(permits, succeeded(), 17);

        assertThat(later.limit()).isCloseTo(17, within(0.1));
        assertThat(after(permits, succeeded(), 1_000).allowed()).isEqualTo(32);
    }

    @Test
    void followsThePolicy() {
        Permits wide = after(cold(32), succeeded(), 500);

        assertThat(wide.withMost(8).allowed()).isEqualTo(8);
        assertThat(wide.withMost(64).allowed()).isEqualTo(32);
        assertThat(after(wide.withMost(64), succeeded(), 100).allowed()).isEqualTo(64);
        assertThat(wide.withMost(32)).isEqualTo(wide);
    }

    @Test
    void timeMayRunOverTheEndOfItsNumbers() {
        Permits permits = Permits.cold(32, Long.MAX_VALUE - 5);

        assertThat(permits.after(failed(Failure.BUSY), Long.MIN_VALUE + 5, Long.MIN_VALUE + 9))
                .extracting(Permits::allowed)
                .isEqualTo(2);
    }

    @Test
    void staysBetweenOneAndThePolicyWhateverHappens() {
        SplittableRandom random = new SplittableRandom(7);
        for (int run = 0; run < 200; run++) {
            int most = random.nextInt(1, 40);
            Permits permits = cold(most);
            for (long now = 0; now < 200; now++) {
                InvocationOutcome outcome =
                        random.nextInt(3) == 0
                                ? failed(FAILURES.get(random.nextInt(FAILURES.size())))
                                : succeeded();
                permits = permits.after(outcome, now - random.nextInt(20), now);
                assertThat(permits.allowed()).isBetween(1, most);
            }
        }
    }
}
