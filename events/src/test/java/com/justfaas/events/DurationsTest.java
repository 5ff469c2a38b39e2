package com.justfaas.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "250ms, 250, 250ms",
        "30s, 30000, 30s",
        "90s, 90000, 1m30s",
        "1h30m, 5400000, 1h30m",
        "24h, 86400000, 1d",
        "' 5s ', 5000, 5s",
        "0s, 0, 0s",
        "0ms, 0, 0s",
        "1m1m, 120000, 2m",
        "1s1h, 3601000, 1h1s",
        "007s, 7000, 7s"
    })
    void readsAndWrites(String text, long milliseconds, String shortest) {
        assertThat(Durations.parse(text)).contains(Duration.ofMillis(milliseconds));
        assertThat(Durations.format(Duration.ofMillis(milliseconds))).isEqualTo(shortest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "5",
                "s",
                "5 s",
                "-5s",
                "+5s",
                "1.5s",
                "5S",
                "5sec",
                "5s,",
                "PT5S",
                "1h 5m",
                "5µs",
                "٣s",
                "1e3s",
                "1234567890s"
            })
    void refusesTheRest(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @Test
    void readsBackWhateverItWrites() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            Duration duration = Duration.ofMillis(random.nextLong(1L << random.nextInt(1, 50)));

            assertThat(Durations.parse(Durations.format(duration))).contains(duration);
        }
    }

    @Test
    void writesLessThanAMillisecondAsNothing() {
        assertThat(Durations.format(Duration.ofNanos(1))).isEqualTo("0s");
    }

    @Test
    void survivesAnAnnotationFullOfIt() {
        assertThat(Durations.parse("1s".repeat(100_000))).contains(Duration.ofSeconds(100_000));
        assertThat(Durations.parse("1s".repeat(100_000) + "!")).isEmpty();
        assertThat(Durations.parse("999999999d".repeat(25_000))).isPresent();
    }
}
