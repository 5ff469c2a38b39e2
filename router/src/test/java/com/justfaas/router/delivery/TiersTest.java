package com.justfaas.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.topics.DeliveryPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TiersTest {

    @ParameterizedTest
    @CsvSource({
        "PT-1S, 0",
        "PT0S, 0",
        "PT0.000000001S, 1",
        "PT1S, 1",
        "PT1.000000001S, 2",
        "PT2S, 2",
        "PT2.1S, 3",
        "PT4S, 3",
        "PT31S, 6",
        "PT256S, 9",
        "PT512S, 10",
        "PT512.001S, 11",
        "PT10M, 11",
        "P365D, 11"
    })
    void isTheSmallestClassThatHoldsTheDelay(Duration delay, int tier) {
        assertThat(Tiers.of(delay)).isEqualTo(tier);
    }

    @Test
    void noDelayInAClassIsMoreThanTwiceAnother() {
        Duration most = DeliveryPolicy.MAX_BACKOFF;
        Duration shortest = Duration.ofMillis(1_001);
        int tier = Tiers.of(shortest);
        for (Duration delay = shortest; delay.compareTo(most) <= 0; delay = delay.plusMillis(100)) {
            if (Tiers.of(delay) != tier) {
                assertThat(Tiers.of(delay)).as("tier of %s", delay).isEqualTo(tier + 1);
                tier = Tiers.of(delay);
                shortest = delay;
            }
            assertThat(delay).isLessThanOrEqualTo(shortest.multipliedBy(2));
        }
        assertThat(tier).isEqualTo(Tiers.COUNT - 1);
    }
}
