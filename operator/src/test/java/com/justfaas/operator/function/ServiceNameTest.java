package com.justfaas.operator.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "send-mail", "a1", "a-1-b"})
    void takesDnsLabels(String name) {
        assertThat(ServiceName.mistakeIn(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"send.mail", "1st", "mail-", "-mail", "Mail"})
    void refusesOthersAndSaysWhatWouldBeRight(String name) {
        assertThat(ServiceName.mistakeIn(name))
                .hasValueSatisfying(
                        mistake -> assertThat(mistake).contains(name).contains("send-mail"));
    }

    @ParameterizedTest
    @ValueSource(ints = {63, 64})
    void countsCharacters(int length) {
        assertThat(ServiceName.mistakeIn("a".repeat(length)).isPresent()).isEqualTo(length > 63);
    }
}
