package com.justfaas.playground.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.playground.samples.Samples;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesTest {

    private final Samples samples = new Samples();
    private final Images images = new Images(samples);

    @ParameterizedTest
    @ValueSource(strings = {"playground/echo", "playground/echo:1.0"})
    void sampleRunsInThePlayground(String image) {
        assertThat(images.backend(image, Map.of("A", "b")))
                .isEqualTo(
                        new Backend.InPlayground(
                                samples.find("echo").orElseThrow(), Map.of("A", "b")));
    }

    @Test
    void portIsAServerOfTheUsers() {
        assertThat(images.backend("local/3000", Map.of()))
                .isEqualTo(new Backend.OnThisMachine(3000));
    }

    @ParameterizedTest
    @CsvSource({
        "playground/nonsense, 'no sample nonsense, but answering, down, echo'",
        "local/0, names no port",
        "local/65536, names no port",
        "local/web, names no port",
        "nginx:1.29, playground/<sample> or local/<port>",
        "ghcr.io/local/3000, playground/<sample> or local/<port>",
    })
    void anythingElseSaysWhatWouldRun(String image, String reason) {
        assertThat(images.backend(image, Map.of()))
                .isInstanceOfSatisfying(
                        Backend.Nothing.class,
                        nothing -> assertThat(nothing.reason()).contains(reason));
    }
}
