package com.justfaas.router.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.justfaas.router.http.RefusedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DryRunParameterTest {

    @Test
    void isFalseUnlessItSaysTrue() {
        assertThat(DryRunParameter.isTrue(Map.of())).isFalse();
        assertThat(DryRunParameter.isTrue(Map.of("dryRun", List.of("false")))).isFalse();
        assertThat(DryRunParameter.isTrue(Map.of("dryRun", List.of("true")))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "True", "1", "yes", "true "})
    void takesNothingElse(String value) {
        assertThatThrownBy(() -> DryRunParameter.isTrue(Map.of("dryRun", List.of(value))))
                .isInstanceOf(RefusedException.class)
                .hasMessage("dryRun is \"%s\"; it is true or false".formatted(value));
    }

    @Test
    void takesOneValue() {
        assertThatThrownBy(() -> DryRunParameter.isTrue(Map.of("dryRun", List.of("true", "true"))))
                .isInstanceOf(RefusedException.class)
                .hasMessage("dryRun is there 2 times; once is right");
    }
}
