package com.justfaas.events.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicPatternTest {

    @ParameterizedTest
    @CsvSource({
        "order.created, order.created, true",
        "order.created, order.created.eu, false",
        "order.created, order, false",
        "order.created, Order.created, false",
        "order.*, order.created, true",
        "order.*, order, false",
        "order.*, order.created.eu, false",
        "order.*, order., true",
        "*.created, order.created, true",
        "*, order, true",
        "*, order.created, false",
        "*.*, order.created, true",
        "order.>, order.created, true",
        "order.>, order.created.eu, true",
        "order.>, order, false",
        "order.>, orders.created, false",
        ">, order.created.eu, true",
        "*.>, order, false",
        "*.>, order.created, true",
        "a.*.c, a.b.c, true",
        "a.*.c, a..c, true",
        "a..c, a..c, true",
        "a..c, a.b.c, false",
        "größe.*, größe.😀, true",
        "a.*, a.*, true",
        "a.>, a.>, true"
    })
    void matches(String pattern, String type, boolean expected) {
        assertThat(new TopicPattern(pattern).matches(type)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'', is empty",
        "order.>.eu, may only be the last token",
        ">.a, may only be the last token",
        "order.crea*, wildcard inside the token \"crea*\"",
        "order.**, wildcard inside",
        "order.>>, wildcard inside",
        "a b, separate types by commas",
        "com.justfaas.function.added, is a reserved type",
        "com.justfaas.*, is a reserved type",
        "com.justfaas.>, is a reserved type"
    })
    void saysWhatIsWrong(String pattern, String mistake) {
        assertThat(TopicPattern.mistakeIn(pattern).orElseThrow()).contains(mistake);
        assertThatThrownBy(() -> new TopicPattern(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(mistake);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\nb", "a\tb", "a\u007fb", "a\u2003b"})
    void refusesWhatNobodySees(String pattern) {
        assertThat(TopicPattern.mistakeIn(pattern)).isPresent();
    }

    @Test
    void isNoLongerThanAType() {
        assertThat(TopicPattern.mistakeIn("x".repeat(256))).isEmpty();
        assertThat(TopicPattern.mistakeIn("x".repeat(257)).orElseThrow())
                .contains("257 characters long; 256 is the most");
    }

    @ParameterizedTest
    @CsvSource({"order.created, true", "a..b, true", "order.*, false", "*, false", "a.>, false"})
    void knowsWhetherItIsOneType(String pattern, boolean exact) {
        assertThat(new TopicPattern(pattern).isExact()).isEqualTo(exact);
        assertThat(new TopicPattern(pattern)).hasToString(pattern);
    }
}
