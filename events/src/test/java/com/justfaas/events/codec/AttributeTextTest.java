package com.justfaas.events.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.justfaas.events.NastyText;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CloudEvents HTTP binding 3.1.3.2, which the NATS binding repeats. */
class AttributeTextTest {

    @ParameterizedTest
    @CsvSource({
        "Euro € 😀, Euro%20%E2%82%AC%20%F0%9F%98%80",
        "/apis/events, /apis/events",
        "'a,b;c=d!~', 'a,b;c=d!~'",
        "100%, 100%25",
        "%41, %2541",
        "say \"hi\", say%20%22hi%22",
        "größe, gr%C3%B6%C3%9Fe",
        "'', ''"
    })
    void writesAndReads(String value, String header) {
        assertThat(AttributeText.encode(value)).isEqualTo(header);
        assertThat(AttributeText.decode("ce-x", header)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "%e2%82%ac, €",
                "%41%62c, Abc",
                "Euro € 😀, Euro € 😀",
                "%2541, %41",
                "\"Euro%20%E2%82%AC\", Euro €",
                "\"a b\", a b",
                "\"say \\\"hi\\\"\", say \"hi\"",
                "\"a\\\\b\", a\\b",
                "\"a\\%41\", aA",
                "\"\", ''",
                "\", \"",
                "\"open, \"open",
                "a\"b, a\"b",
                "+, +"
            })
    void readsWhatOthersWrite(String header, String value) {
        assertThat(AttributeText.decode("ce-x", header)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%C0%A0", "%FF", "%E2%82", "%ED%A0%80", "a%80b", "%F5%80%80%80"})
    void refusesWhatIsNotUtf8(String header) {
        assertThatThrownBy(() -> AttributeText.decode("ce-subject", header))
                .isInstanceOf(MalformedEventException.class)
                .hasMessage("ce-subject is not UTF-8 once it is decoded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"100%", "%", "%4", "%4g", "%%41", "a%+1", "\"%4\""})
    void refusesALonePercentSign(String header) {
        assertThatThrownBy(() -> AttributeText.decode("ce-subject", header))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("ce-subject has a percent sign");
    }

    @Test
    void readsBackWhateverItWrites() {
        Random random = new Random(748);
        for (int i = 0; i < 20_000; i++) {
            String value = NastyText.next(random, 15);
            String header = AttributeText.encode(value);

            assertThat(header).matches("[!#-~]*");
            assertThat(AttributeText.decode("ce-x", header)).isEqualTo(value);
            assertThat(AttributeText.decode("ce-x", '"' + value.replaceAll("[\\\\\"%]", "") + '"'))
                    .isEqualTo(value.replaceAll("[\\\\\"%]", ""));
        }
    }

    @Test
    void readsAnythingOrRefusesIt() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            String header = NastyText.next(random, 8);
            try {
                assertThat(AttributeText.decode("ce-x", header)).isNotNull();
            } catch (MalformedEventException e) {
                assertThat(e.where()).isEqualTo("ce-x");
            }
        }
    }
}
