package com.justfaas.router.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @ParameterizedTest
    @CsvSource({"1,1", "9,1", "10,1", "100,10", "640,64", "10000,64"})
    void doesNoMoreAtOnceThanATenthOfASecondIsWorth(int perSecond, int chunk) {
        assertThat(new Pace(perSecond, 0).chunk()).isEqualTo(chunk);
    }

    @Test
    void waitsUntilTheRateAllowsMore() {
        Pace pace = new Pace(10, -5);

        assertThat(pace.pauseAfter(1, -5)).isEqualTo(Duration.ofMillis(100));
        assertThat(pace.pauseAfter(1, SECOND / 20 - 5)).isEqualTo(Duration.ofMillis(150));
        assertThat(pace.pauseAfter(0, SECOND / 10 - 5)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void doesNotCatchUpOnLostTime() {
        Pace pace = new Pace(10, 0);

        assertThat(pace.pauseAfter(1, 60 * SECOND)).isZero();
        assertThat(pace.pauseAfter(5, 60 * SECOND)).isEqualTo(Duration.ofMillis(500));
    }
}
