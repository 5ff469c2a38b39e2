package com.justfaas.router.delivery;

import static com.justfaas.router.delivery.Samples.NOW;
import static com.justfaas.router.delivery.Samples.failed;
import static com.justfaas.router.delivery.Samples.rejected;
import static com.justfaas.router.delivery.Samples.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.router.delivery.Health.Down;
import com.justfaas.router.delivery.Health.Up;
import com.justfaas.router.invocation.InvocationOutcome.Failure;
import com.justfaas.router.invocation.InvocationOutcome.Forbidden;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HealthTest {

    private static Health gone(Health before, double jitter) {
        return before.after(failed(Failure.UNREACHABLE), NOW, jitter);
    }

    private static Duration waitAfter(int failures, double jitter) {
        Health health = new Up();
        for (int i = 0; i < failures; i++) {
            health = gone(health, jitter);
        }
        assertThat(health).isInstanceOf(Down.class);
        Down down = (Down) health;
        assertThat(down.failures()).isEqualTo(failures);
        return Duration.between(NOW, down.probeAt());
    }

    @Test
    void isDownWhenNobodyListens() {
        assertThat(gone(new Up(), 1)).isEqualTo(new Down(1, NOW.plusMillis(500)));
    }

    @Test
    void waitsLongerWithEachProbeThatFails() {
        assertThat(waitAfter(1, 1)).isEqualTo(Duration.ofMillis(500));
        assertThat(waitAfter(2, 1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(waitAfter(3, 1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(waitAfter(5, 1)).isEqualTo(Duration.ofSeconds(5));
        assertThat(waitAfter(10_000, 1)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void jitterTakesOffUpToHalf() {
        assertThat(waitAfter(10, 0)).isEqualTo(Duration.ofMillis(2_500));
        assertThat(waitAfter(10, 0.5)).isEqualTo(Duration.ofMillis(3_750));
    }

    @ParameterizedTest
    @EnumSource(names = {"BROKEN", "TIMEOUT", "BUSY", "ERROR"})
    void isUpWhenItFailsForItsWorkOnly(Failure failure) {
        Health down = gone(new Up(), 1);

        assertThat(down.after(failed(failure), NOW, 1)).isEqualTo(new Up());
    }

    @Test
    void isUpWhenItAnswers() {
        Health down = gone(new Up(), 1);

        assertThat(down.after(succeeded(), NOW, 1)).isEqualTo(new Up());
        assertThat(down.after(rejected(), NOW, 1)).isEqualTo(new Up());
    }

    @Test
    void isProbedSoonWhenAnotherOneIsBack() {
        Down far = new Down(9, NOW.plusSeconds(5));
        Down near = new Down(1, NOW.plusMillis(300));

        Instant soon = NOW.plusMillis(500);

        assertThat(far.afterAnotherIsBack(soon)).isEqualTo(new Down(9, soon));
        assertThat(near.afterAnotherIsBack(soon)).isEqualTo(near);
        assertThat(new Up().afterAnotherIsBack(soon)).isEqualTo(new Up());
    }

    @Test
    void ourOwnTroubleSaysNothingOfIt() {
        Health down = gone(new Up(), 1);

        assertThat(down.after(failed(Failure.OURS), NOW.plusSeconds(9), 1)).isEqualTo(down);
        assertThat(new Up().after(failed(Failure.OURS), NOW, 1)).isEqualTo(new Up());
    }

    @Test
    void aCallThatPolicyForbidsSaysNothingOfIt() {
        Health down = gone(new Up(), 1);

        assertThat(down.after(new Forbidden("no", Optional.empty()), NOW, 1)).isEqualTo(down);
    }
}
