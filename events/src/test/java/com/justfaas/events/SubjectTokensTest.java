package com.justfaas.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTokensTest {

    @ParameterizedTest
    @CsvSource({
        "order.created, order.created",
        "a..b, a.%.b",
        ".a, %.a",
        "a., a.%",
        "., %.%",
        "'', %",
        "a.*, a.%2A",
        "a.>, a.%3E",
        "a b, a%20b",
        "größe, gr%C3%B6%C3%9Fe",
        "😀, %F0%9F%98%80",
        "%, %25",
        "%2A, %252A",
        "A_b-9, A_b-9"
    })
    void writesTheExamples(String text, String tokens) {
        assertThat(SubjectTokens.encodeDotted(text)).isEqualTo(tokens);
        assertThat(SubjectTokens.decodeDotted(tokens)).isEqualTo(text);
    }

    @Test
    void encodesTheDotsOfASingleToken() {
        assertThat(SubjectTokens.encode("a.b")).isEqualTo("a%2Eb");
        assertThat(SubjectTokens.decode("a%2Eb")).contains("a.b");
    }

    @Test
    void readsBackWhateverItWrites() {
        Random random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            String text = NastyText.next(random, 12);
            String token = SubjectTokens.encode(text);
            String tokens = SubjectTokens.encodeDotted(text);

            assertThat(token).matches("[A-Za-z0-9_%-]+");
            assertThat(SubjectTokens.decode(token)).contains(text);
            assertThat(tokens).matches("[A-Za-z0-9_%-]+(\\.[A-Za-z0-9_%-]+)*");
            assertThat(SubjectTokens.decodeDotted(tokens)).isEqualTo(text);
        }
    }

    @Test
    void givesDifferentTextsDifferentTokens() {
        assertThat(SubjectTokens.encode("")).isNotEqualTo(SubjectTokens.encode("%"));
        assertThat(SubjectTokens.encode("%2E")).isNotEqualTo(SubjectTokens.encode("."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%", "a%4", "%%", "%zz", "a%+1b", "%C0%A0", "%FF", "%ED%A0%80"})
    void refusesTokensThatItDoesNotWrite(String token) {
        assertThat(SubjectTokens.decode(token)).isEmpty();
    }

    @Test
    void takesWhatSomebodyPublishedByHandAsItStands() {
        assertThat(SubjectTokens.decodeDotted("order.100%.größe.%2A"))
                .isEqualTo("order.100%.größe.*");
    }

    @Test
    void writesAReplacementForHalfASurrogatePair() {
        assertThat(SubjectTokens.encode("a\ud83d")).isEqualTo("a%3F");
    }

    @Test
    void keepsTheLongestTypeFarBelowTheServersLimitOfALine() {
        String type = "中".repeat(EventTypes.MAX_LENGTH);

        assertThat(Names.Subjects.event(type)).hasSizeLessThan(3000);
    }
}
