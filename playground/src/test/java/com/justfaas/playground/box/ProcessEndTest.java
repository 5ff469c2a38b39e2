package com.justfaas.playground.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessEndTest {

    @ParameterizedTest
    @CsvSource({
        "0, ended with exit code 0",
        "3, ended with exit code 3",
        "137, was ended by signal 9 (SIGKILL)",
        "163, was ended by signal 35",
    })
    void saysHowItEnded(int exitCode, String how) {
        assertThat(end(exitCode, List.of()).summary()).isEqualTo("faas-events (process 7) " + how);
    }

    @Test
    void showsTheEndOfTheLog() {
        assertThat(end(3, List.of("one", "two")).logExcerpt())
                .isEqualTo("  The end of events.log:%n    one%n    two".formatted());
        assertThat(end(3, List.of()).logExcerpt()).isEqualTo("  It printed nothing to events.log.");
    }

    private static ProcessEnd end(int exitCode, List<String> lines) {
        return new ProcessEnd("faas-events", 7, exitCode, Path.of("events.log"), lines);
    }
}
