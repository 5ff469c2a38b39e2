package com.justfaas.playground.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CrashesTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void thirdWithinAMinuteIsTooMany() {
        Crashes two = Crashes.NONE.and(NOON).and(NOON.plusSeconds(30));

        assertThat(two.tooMany()).isFalse();
        assertThat(two.and(NOON.plusSeconds(59)).tooMany()).isTrue();
    }

    @Test
    void olderThanAMinuteCountsNoMore() {
        Crashes two = Crashes.NONE.and(NOON).and(NOON.plusSeconds(30));

        assertThat(two.and(NOON.plusSeconds(60)).tooMany()).isFalse();
        assertThat(two.and(NOON.plusSeconds(60)).and(NOON.plusSeconds(61)).tooMany()).isTrue();
    }
}
