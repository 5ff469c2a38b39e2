package com.justfaas.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void nothingSaidMeansToStayUp() {
        assertThat(Options.parse(List.of(), Map.of()))
                .isEqualTo(new Options(Path.of(".run"), false, 0, 0, Map.of()));
    }

    @Test
    void makeLeavesVariablesEmpty() {
        assertThat(Options.parse(List.of(), Map.of("FAAS_PLAYGROUND_DEBUG", "")).debugPort())
                .isZero();
    }

    @Test
    void readsArgumentsAndVariables() {
        assertThat(
                        Options.parse(
                                List.of("--once"),
                                Map.of(
                                        "FAAS_PLAYGROUND_FOLDER", "/tmp/box",
                                        "FAAS_PLAYGROUND_DEBUG", "5005",
                                        "FAAS_PLAYGROUND_PARENT", "42",
                                        "FAAS_CALLBACK_ALLOW", "10.1.0.0/16",
                                        "FAAS_HTTP_PORT", "1")))
                .isEqualTo(
                        new Options(
                                Path.of("/tmp/box"),
                                true,
                                5005,
                                42,
                                Map.of("FAAS_CALLBACK_ALLOW", "10.1.0.0/16")));
        assertThat(Options.parse(List.of(), Map.of("FAAS_PLAYGROUND_ONCE", "true")).once())
                .isTrue();
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> Options.parse(List.of("--twice"), Map.of()))
                .hasMessageContaining("--twice")
                .hasMessageContaining("usage");
        assertThatThrownBy(() -> Options.parse(List.of(), Map.of("FAAS_PLAYGROUND_DEBUG", "99999")))
                .hasMessage("FAAS_PLAYGROUND_DEBUG: \"99999\" is not a number up to 65535");
    }
}
