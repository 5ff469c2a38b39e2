package com.justfaas.router.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.Payload;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShownDataTest {

    @ParameterizedTest
    @CsvSource({
        "application/json",
        "Application/JSON; charset=utf-8",
        "text/json",
        "application/problem+json",
        ","
    })
    void showsJsonAsItStands(String contentType) {
        ShownData shown =
                ShownData.of(Payload.utf8(" {\"n\": 1.10}\n"), Optional.ofNullable(contentType));

        assertThat(shown).isInstanceOf(ShownData.Json.class);
        assertThat(((ShownData.Json) shown).value().rawValue()).isEqualTo(" {\"n\": 1.10}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"half\":",
                "{} {}",
                "01",
                "NaN",
                "'x'",
                "\"line\nbreak\"",
                " ",
                "{\"a\":1,}",
                "[1 2]",
                "// x\n1",
                "\uFEFF{}"
            })
    void showsWhatOnlyClaimsToBeJsonAsText(String text) {
        assertThat(ShownData.of(Payload.utf8(text), Optional.of("application/json")))
                .isEqualTo(new ShownData.Text(text));
    }

    @Test
    void showsOtherUtf8AsText() {
        assertThat(ShownData.of(Payload.utf8("{}"), Optional.of("text/plain")))
                .isEqualTo(new ShownData.Text("{}"));
        assertThat(ShownData.of(Payload.utf8("größe"), Optional.empty()))
                .isEqualTo(new ShownData.Text("größe"));
    }

    @Test
    void encodesWhatIsNoUtf8() {
        assertThat(
                        ShownData.of(
                                Payload.of(new byte[] {(byte) 0xC0, (byte) 0x80}),
                                Optional.of("application/json")))
                .isEqualTo(new ShownData.Base64Encoded("wIA="));
    }

    @Test
    void showsNothingWhereThereIsNothing() {
        assertThat(ShownData.of(Payload.EMPTY, Optional.of("application/json")))
                .isEqualTo(new ShownData.Nothing());
    }
}
