package com.justfaas.app.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.Test;

class LoggersTest {

    @Test
    void letsLibrariesSayLess() {
        assertThat(Loggers.levels(org.slf4j.event.Level.INFO))
                .containsEntry("com.justfaas", Level.INFO)
                .containsEntry("ROOT", Level.WARN)
                .containsAllEntriesOf(Loggers.NOISY);
    }

    @Test
    void quietensWhatIsThere() {
        assertThat(Loggers.NOISY.keySet())
                .allSatisfy(
                        name ->
                                assertThatCode(
                                                () ->
                                                        Class.forName(
                                                                name,
                                                                false,
                                                                getClass().getClassLoader()))
                                        .doesNotThrowAnyException());
    }

    @Test
    void hidesNothingFromWhoLooksForATrouble() {
        assertThat(Loggers.levels(org.slf4j.event.Level.TRACE))
                .containsOnlyKeys("com.justfaas", "ROOT")
                .containsEntry("ROOT", Level.DEBUG);
    }
}
