package com.justfaas.router.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.router.http.Problem;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of the CloudEvents HTTP binding 1.0.2, section 3.1. */
class BinaryModeTest {

    private final MapperFixture mapper = new MapperFixture();

    @Test
    void refusesADataContentTypeHeaderInBinaryMode() {
        Problem problem =
                mapper.refused(
                        "",
                        "ce-specversion",
                        "1.0",
                        "ce-id",
                        "1",
                        "ce-source",
                        "/",
                        "ce-type",
                        "a",
                        "ce-datacontenttype",
                        "text/plain");

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.detail()).startsWith("ce-datacontenttype must not be there");
    }

    @ParameterizedTest
    @CsvSource({
        "ce-specversion, 0.3, ce-specversion is \"0.3\"",
        "ce-id, '', ce-id is empty",
        "ce-source, a b, ce-source is not what its name promises",
        "ce-type, %C0%A0, ce-type is not UTF-8",
        "ce-type, 100%, ce-type has a percent sign",
        "ce-time, yesterday, ce-time is not what its name promises",
        "ce-data, x, ce-data is not an attribute's name",
        "ce-my-own, x, ce-my-own is not an attribute's name",
        "ce-subject, %00, ce-subject holds the unprintable character U+0000",
        "ce-subject, größe, ce-subject holds the character U+00F6",
    })
    void namesTheHeaderThatIsWrongInBinaryMode(String header, String value, String message) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("ce-specversion", "1.0");
        headers.put("ce-id", "1");
        headers.put("ce-source", "/");
        headers.put("ce-type", "a");
        headers.put(header, value);
        Problem problem =
                mapper.refused(
                        "",
                        headers.entrySet().stream()
                                .flatMap(e -> java.util.stream.Stream.of(e.getKey(), e.getValue()))
                                .toArray(String[]::new));

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.detail()).startsWith(message);
        assertThat(problem.members().get("errors")).asString().startsWith("{" + header + "=");
    }

    @Test
    void saysWhichAttributeIsMissing() {
        assertThat(mapper.refused("", "ce-id", "1").detail())
                .isEqualTo("ce-specversion is missing; it is 1.0");
        assertThat(mapper.refused("", "ce-specversion", "1.0", "ce-id", "1").detail())
                .isEqualTo("ce-source is missing");
    }
}
