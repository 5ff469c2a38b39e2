package com.justfaas.events.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "order.created", "größe 😀", " padded ", "100% \"sure\"", "\uffee"})
    void takesPrintableValues(String value) {
        assertThat(AttributeRules.check("ce-subject", value)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "\u2003"})
    void refusesEmptyValues(String value) {
        assertThatThrownBy(() -> AttributeRules.check("ce-subject", value))
                .isInstanceOf(MalformedEventException.class)
                .hasMessage("ce-subject is empty");
    }

    @ParameterizedTest
    @CsvSource({
        "0, U+0000",
        "10, U+000A",
        "13, U+000D",
        "31, U+001F",
        "127, U+007F",
        "133, U+0085",
        "159, U+009F",
        "55357, U+D83D",
        "64976, U+FDD0",
        "65535, U+FFFF",
        "131070, U+1FFFE"
    })
    void refusesUnprintableCharacters(int codePoint, String shown) {
        String value = "a" + Character.toString(codePoint) + "b";

        assertThatThrownBy(() -> AttributeRules.check("X-Event-Source", value))
                .isInstanceOf(MalformedEventException.class)
                .hasMessage("X-Event-Source holds the unprintable character " + shown);
        assertThatThrownBy(() -> AttributeRules.checkType("X-Event-Type", value))
                .hasMessageContaining(shown);
    }

    @Test
    void refusesLongValues() {
        assertThat(AttributeRules.check("ce-id", "x".repeat(1024))).hasSize(1024);
        assertThat(AttributeRules.checkType("ce-type", "x".repeat(256))).hasSize(256);
        assertThatThrownBy(() -> AttributeRules.check("ce-id", "x".repeat(1025)))
                .hasMessage("ce-id is 1025 characters long; 1024 is the most");
        assertThatThrownBy(() -> AttributeRules.checkType("ce-type", "x".repeat(257)))
                .hasMessage("ce-type is 257 characters long; 256 is the most");
    }

    @ParameterizedTest
    @ValueSource(strings = {"subject", "x", "9", "traceparent"})
    void takesNames(String name) {
        assertThat(AttributeRules.checkName("ce-" + name, name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "data", "Subject", "my-name", "my_name", "ü", "a b", "ａ"})
    void refusesNames(String name) {
        assertThatThrownBy(() -> AttributeRules.checkName("ce-" + name, name))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("ce-" + name + " is not an attribute's name");
    }

    @Test
    void refusesLongNames() {
        assertThat(AttributeRules.checkName("x", "x".repeat(64))).hasSize(64);
        assertThatThrownBy(() -> AttributeRules.checkName("x", "x".repeat(65)))
                .hasMessageContaining("at most 64");
    }
}
