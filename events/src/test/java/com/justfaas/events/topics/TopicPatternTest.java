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
    @CsvSource(
            delimiter = '|',
            value = {
                "order..x           | has an empty token; write it like order.x",
                ".order             | has an empty token; write it like order",
                "order.             | has an empty token; write it like order",
                "order.created..>   | has an empty token; write it like order.created.>",
                ".                  | has an empty token; write it like order.created",
                "orders.#           | holds \"#\"; write it like orders.>",
                "#                  | holds \"#\"; write it like >",
                "orders.#.eu        | holds \"#\"; write it like orders.*.eu",
                "order#created      | holds \"#\"; write it like order.created",
                "order;invoice      | holds \";\"; separate types by commas, like order, invoice",
                "order;             | holds \";\"; write it like order",
                "order created      | holds white space or a control character; separate types by commas, like order, created",
                "ord*               | has a wildcard inside the token \"ord*\"; * and > stand for whole tokens; write it like ord.*",
                "*order             | has a wildcard inside the token \"*order\"; * and > stand for whole tokens; write it like *.order",
                "order.crea*        | has a wildcard inside the token \"crea*\"; * and > stand for whole tokens; write it like order.*",
                "order.crea*.eu     | has a wildcard inside the token \"crea*\"; * and > stand for whole tokens; write it like order.*.eu",
                "order.**           | has a wildcard inside the token \"**\"; * and > stand for whole tokens; write it like order.>",
                "order>             | has a wildcard inside the token \"order>\"; * and > stand for whole tokens; write it like order.*",
                "order.>.eu         | has a > before its end; > stands for all the rest, so it may only be the last token; write it like order.*.eu",
                "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q | has 17 tokens, and 16 is the most; write it like a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.>",
            })
    void givesACorrectFormOfThatVeryValue(String pattern, String mistake) {
        assertThat(TopicPattern.mistakeIn(pattern)).contains(mistake);
    }

    @Test
    void takes16Tokens() {
        assertThat(TopicPattern.mistakeIn("a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.>")).isEmpty();
        assertThat(TopicPattern.mistakeIn("a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.*")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\nb", "a\tb", "a\u007fb", "a\u2003b", "a\u00a0b"})
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
    @CsvSource({
        "order.created, true",
        "https://example.com/order, true",
        "order.*, false",
        "*, false",
        "a.>, false"
    })
    void knowsWhetherItIsOneType(String pattern, boolean exact) {
        assertThat(new TopicPattern(pattern).isExact()).isEqualTo(exact);
        assertThat(new TopicPattern(pattern)).hasToString(pattern);
    }
}
