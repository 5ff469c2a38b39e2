package com.justfaas.router.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResponseTimesTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final ResponseTimes times = new ResponseTimes(0);

    @Test
    void isSilentAfterTwoSecondsWithoutAnAnswer() {
        assertThat(times.isSilent(2 * SECOND)).isFalse();
        assertThat(times.isSilent(2 * SECOND + 1)).isTrue();
        times.begins(5 * SECOND);
        assertThat(times.isSilent(7 * SECOND)).isFalse();
    }

    @Test
    void whatUsuallyTakesLongIsSilentAfterTwiceAsLong() {
        times.ended(0, 10 * SECOND, false);

        assertThat(times.isSilent(30 * SECOND)).isFalse();
        assertThat(times.isSilent(30 * SECOND + 1)).isTrue();
    }

    @Test
    void isSlowAfterATimeOutUntilTheNextAnswer() {
        times.ended(0, SECOND, true);
        assertThat(times.isSlow()).isTrue();
        assertThat(times.isSilent(2 * SECOND + 1)).as("a time-out is no answer").isTrue();
        times.ended(SECOND, 2 * SECOND, false);

        assertThat(times.isSlow()).isFalse();
        assertThat(times.isSilent(4 * SECOND)).isFalse();
    }

    @Test
    void expectsWhatItSawOfTheLastAnswersOrHowLongItWaits() {
        times.ended(0, 8 * SECOND, false);
        assertThat(times.expected(8 * SECOND)).isEqualTo(8 * SECOND);
        times.ended(8 * SECOND, 8 * SECOND, false);
        assertThat(times.expected(8 * SECOND)).isEqualTo(7 * SECOND);
        assertThat(times.isSlow()).isTrue();

        assertThat(times.expected(28 * SECOND)).isEqualTo(20 * SECOND);
    }
}
