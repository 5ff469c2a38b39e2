package com.justfaas.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.justfaas.app.settings.LogFormat;
import com.justfaas.app.settings.LogSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class LogLinesTest {

    private static final Logger OURS = LoggerFactory.getLogger("com.justfaas.router.Intake");
    private static final Logger SDK = LoggerFactory.getLogger("io.javaoperatorsdk.EventProcessor");

    private final PrintStream standardOutput = System.out;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @BeforeEach
    void catchOutput() {
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void giveOutputBack() {
        System.setOut(standardOutput);
        Logging.start(new LogSettings(Level.INFO, LogFormat.TEXT));
    }

    @Test
    void areReadableOnATerminal() {
        Logging.start(new LogSettings(Level.INFO, LogFormat.TEXT));

        OURS.atInfo().addKeyValue("function", "shop/checkout").log("took {} events", 3);
        OURS.atDebug().log("not this");

        assertThat(lines())
                .matches(
                        "\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  Intake: took 3 events function=shop/checkout\n");
    }

    @Test
    void areObjectsForMachines() throws IOException {
        Logging.start(new LogSettings(Level.INFO, LogFormat.JSON));

        OURS.atInfo().addKeyValue("port", 8080).log("ingress listening on http://0.0.0.0:{}", 8080);

        JsonNode line = new ObjectMapper().readTree(lines());
        assertThat(line.properties())
                .extracting(java.util.Map.Entry::getKey)
                .containsExactlyInAnyOrder("time", "level", "logger", "thread", "message", "port");
        assertThat(line.path("port").asInt()).isEqualTo(8080);
        assertThat(lines()).contains("ingress listening on http://0.0.0.0:8080");
    }

    @Test
    void showTheTraceOfWhatWeDidNotForesee() {
        Logging.start(new LogSettings(Level.INFO, LogFormat.TEXT));

        OURS.atWarn().setCause(new IllegalStateException("lost")).log("it failed");

        assertThat(lines())
                .contains("java.lang.IllegalStateException: lost", "\tat com.justfaas.app.logging");
    }

    @Test
    void showOneLineOfWhatALibraryTriesAgain() {
        Logging.start(new LogSettings(Level.INFO, LogFormat.TEXT));

        SDK.atWarn()
                .setCause(new IllegalStateException("retry", new IOException("refused")))
                .log("another attempt is due");

        assertThat(lines().lines())
                .hasSize(2)
                .last()
                .isEqualTo(
                        "java.lang.IllegalStateException: retry, caused by java.io.IOException: refused");
    }

    @Test
    void showOneLineOfItToMachines() throws IOException {
        Logging.start(new LogSettings(Level.INFO, LogFormat.JSON));

        SDK.atWarn().setCause(new IllegalStateException("retry")).log("another attempt is due");

        assertThat(new ObjectMapper().readTree(lines()).path("stack_trace").asText())
                .isEqualTo("java.lang.IllegalStateException: retry");
    }

    private String lines() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
