package com.justfaas.events.streams;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NatsVersionsTest {

    @ParameterizedTest
    @ValueSource(strings = {"2.12.0", "2.12.15-RC.1", "v2.14.5", "2.100.0", "3.0.0", "dev", ""})
    void takesNewServersAndDevelopmentBuilds(String version) {
        assertThatCode(() -> NatsVersions.check(version)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.11.99", "2.9.0", "1.12.0", "v2.10.23-beta.1", "0.0.1"})
    void refusesOldServersAndSaysWhatWouldDo(String version) {
        assertThatThrownBy(() -> NatsVersions.check(version))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining(version)
                .hasMessageContaining("2.12 or newer");
    }
}
