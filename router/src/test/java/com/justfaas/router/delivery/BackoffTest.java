package com.justfaas.router.delivery;

import static com.justfaas.router.delivery.Samples.POLICY;
import static com.justfaas.router.delivery.Samples.withBackoff;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.topics.DeliveryPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Duration MOST = DeliveryPolicy.MAX_BACKOFF;

    private static Duration after(int failed, double jitter) {
        return Backoff.after(failed, POLICY, Optional.empty(), jitter);
    }

    private static Duration asked(Duration retryAfter) {
        return Backoff.after(1, POLICY, Optional.of(retryAfter), 0.5);
    }

    @Test
    void doublesWithEachFailureUpToTheCap() {
        assertThat(after(1, 1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(after(2, 1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(after(3, 1)).isEqualTo(Duration.ofSeconds(4));
        assertThat(after(10, 1)).isEqualTo(Duration.ofSeconds(512));
        assertThat(after(11, 1)).isEqualTo(MOST);
        assertThat(after(1_000, 1)).isEqualTo(MOST);
    }

    @Test
    void jitterReachesFromNothingToTheWhole() {
        SplittableRandom random = new SplittableRandom(1);
        assertThat(after(5, 0)).isZero();
        assertThat(after(5, 0.25)).isEqualTo(Duration.ofSeconds(4));
        for (int i = 0; i < 1_000; i++) {
            assertThat(after(5, random.nextDouble()))
                    .isBetween(Duration.ZERO, Duration.ofSeconds(16));
        }
    }

    @Test
    void honoursRetryAfterWhereItIsLonger() {
        assertThat(asked(Duration.ofSeconds(7))).isEqualTo(Duration.ofSeconds(7));
        assertThat(asked(Duration.ofMillis(7))).isEqualTo(Duration.ofMillis(500));
        assertThat(asked(Duration.ZERO)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void capsRetryAfter() {
        assertThat(asked(Duration.ofHours(3))).isEqualTo(MOST);
        assertThat(asked(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(MOST);
    }

    @Test
    void noBackoffIsTooLongOrTooShort() {
        for (int failed : new int[] {1, 2, 30, 64, 65, Integer.MAX_VALUE}) {
            assertThat(Backoff.after(failed, withBackoff(Duration.ZERO), Optional.empty(), 1))
                    .isZero();
            assertThat(Backoff.after(failed, withBackoff(MOST), Optional.empty(), 1))
                    .isEqualTo(MOST);
            assertThat(
                            Backoff.after(
                                    failed,
                                    withBackoff(Duration.ofDays(365_000)),
                                    Optional.empty(),
                                    1))
                    .isEqualTo(MOST);
        }
    }
}
