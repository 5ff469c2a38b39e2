package com.justfaas.events.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest {

    private static final Instant NOW = Instant.EPOCH;

    @ParameterizedTest
    @ValueSource(strings = {"x", "ü", "中", "😀", "%", "\n", "a😀"})
    void keepsTextThatFitsAHeader(String piece) {
        for (int length : new int[] {0, 1, 100, 1024, 2048, 10_000}) {
            String text = piece.repeat(length);
            Failures failures = new Failures(NOW, NOW, 500, text, text);

            assertThat(failures.detail()).isEqualTo(failures.response());
            assertThat(text).startsWith(failures.detail());
            assertThat(AttributeText.encode(failures.response())).hasSizeLessThanOrEqualTo(2048);
            assertThat(failures.detail().length())
                    .isGreaterThanOrEqualTo(Math.min(text.length(), 2048 / 9 * 3 / 4));
        }
    }

    @Test
    void cutsNoCharacterInTwo() {
        String text = "😀".repeat(3000);
        String kept = new Failures(NOW, NOW, 500, text, "x" + text).response();

        assertThat(AttributeText.decode("x", AttributeText.encode(kept))).isEqualTo(kept);
    }

    @Test
    void keepsTheFirstAndTakesTheLast() {
        Failures failures =
                new Failures(NOW, NOW, 500, "a", "b").and(NOW.plusSeconds(5), 503, "c", "d");

        assertThat(failures).isEqualTo(new Failures(NOW, NOW.plusSeconds(5), 503, "c", "d"));
    }
}
