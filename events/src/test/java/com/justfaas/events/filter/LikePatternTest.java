package com.justfaas.events.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikePatternTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            quoteCharacter = '`',
            textBlock =
                    """
                    abc     | abc       | true
                    abc     | abcd      | false
                    abc     | ab        | false
                    a%      | a         | true
                    %c      | abc       | true
                    %b%     | abc       | true
                    a%b%c   | azzbzzc   | true
                    a%a     | a         | false
                    ab%ba   | aba       | false
                    %%      | ``        | true
                    %       | ``        | true
                    ``      | ``        | true
                    ``      | a         | false
                    _       | ``        | false
                    a_c     | abc       | true
                    a_c     | ac        | false
                    _%_     | a         | false
                    _%_     | ab        | true
                    %ab%ab% | aabab     | true
                    a\\%    | a%        | true
                    a\\%    | ab        | false
                    a\\_    | a_        | true
                    a\\_    | ab        | false
                    a\\b    | a\\b      | true
                    a\\     | a\\       | true
                    a.c     | abc       | false
                    (a      | (a        | true
                    \\E(a+)+b | \\E(a+)+b | true
                    \\E.*   | abc       | false
                    """)
    void standsForWhatItSays(String pattern, String text, boolean matches) {
        assertThat(LikePattern.of(pattern).matches(text)).isEqualTo(matches);
    }

    @Test
    void takesACharacterOutsideTheBasicPlaneAsOne() {
        assertThat(LikePattern.of("_").matches("\uD83D\uDE00")).isTrue();
        assertThat(LikePattern.of("__").matches("\uD83D\uDE00")).isFalse();
    }

    /** Against regular expressions, on texts and patterns too short to hurt. */
    @Test
    void agreesWithRegularExpressions() {
        Random random = new Random(20_261_126);
        for (int i = 0; i < 200_000; i++) {
            String pattern = word(random, "ab%_", 6);
            String text = word(random, "ab", 8);
            boolean expected = Pattern.matches(pattern.replace("%", ".*").replace('_', '.'), text);
            assertThat(LikePattern.of(pattern).matches(text))
                    .as("%s LIKE %s", text, pattern)
                    .isEqualTo(expected);
        }
    }

    /** As a regular expression this would not end. */
    @Test
    void doesNotTryEveryWayThatThereIs() {
        LikePattern pattern = LikePattern.of("%a".repeat(2000) + "%b");
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> assertThat(pattern.matches("a".repeat(100_000))).isFalse());
    }

    private static String word(Random random, String letters, int most) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }
}
