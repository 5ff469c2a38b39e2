package com.justfaas.events.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikePatternTest {

    private static final int ENOUGH = Integer.MAX_VALUE;
    private static final String HIGH = "\uD83D";
    private static final String LOW = "\uDE00";
    private static final String SMILE = HIGH + LOW;

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
        assertThat(matches(pattern, text)).isEqualTo(matches);
    }

    @Test
    void takesACharacterOutsideTheBasicPlaneAsOne() {
        assertThat(matches("_", "\uD83D\uDE00")).isTrue();
        assertThat(matches("__", "\uD83D\uDE00")).isFalse();
    }

    /** Against regular expressions, on texts and patterns too short to hurt. */
    @Test
    void agreesWithRegularExpressions() {
        Random random = new Random(20_261_126);
        for (int i = 0; i < 200_000; i++) {
            String pattern = word(random, "ab%_", 6);
            String text = word(random, "ab", 8);
            boolean expected = Pattern.matches(pattern.replace("%", ".*").replace('_', '.'), text);
            assertThat(matches(pattern, text)).as("%s LIKE %s", text, pattern).isEqualTo(expected);
        }
    }

    /** With parts that take several words of bits. */
    @Test
    void agreesWithRegularExpressionsOnLongPatterns() {
        Random random = new Random(20_261_129);
        int matched = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = word(random, "ab", 300);
            String pattern = "%" + likeA(random, text) + "%";
            boolean expected = Pattern.matches(pattern.replace("%", ".*").replace('_', '.'), text);
            assertThat(matches(pattern, text)).as("%s LIKE %s", text, pattern).isEqualTo(expected);
            matched += expected ? 1 : 0;
        }
        assertThat(matched).isBetween(2_000, 18_000);
    }

    /** A piece of a text, with some characters that stand for any, and sometimes one changed. */
    private static String likeA(Random random, String text) {
        int from = random.nextInt(text.length() + 1);
        StringBuilder piece =
                new StringBuilder(
                        text.substring(from, from + random.nextInt(text.length() - from + 1)));
        for (int i = 0; i < piece.length(); i++) {
            if (random.nextInt(3) == 0) {
                piece.setCharAt(i, '_');
            }
        }
        if (!piece.isEmpty() && random.nextBoolean()) {
            piece.setCharAt(random.nextInt(piece.length()), 'b');
        }
        return piece.toString();
    }

    /** Whatever the pattern is: one step for each character, and 64 of a part at a time. */
    @Test
    void readsATextOnce() {
        for (String pattern :
                List.of("%x%", "%" + "_".repeat(62) + "x%", "%a_a_a_ab%", "%a%b%a%")) {
            assertThat(steps(pattern, "a".repeat(1024))).as(pattern).isLessThan(1024 * 5 / 4 + 256);
        }
        assertThat(steps("%" + "_".repeat(253) + "x%", "a".repeat(1024)))
                .isBetween(4 * 1024, 4 * 1024 + 512);
        assertThat(steps("%" + "_".repeat(253) + "x%", "a".repeat(100))).isZero();
    }

    /** Verdict and steps, with all kinds of characters, and with budgets that do not suffice. */
    @Test
    void agreesWithAPlainReference() {
        Random random = new Random(20_261_130);
        int[] verdicts = new int[3];
        for (int i = 0; i < 300_000; i++) {
            boolean isLong = i % 10 == 0;
            String pattern =
                    isLong
                            ? "%s%%%s%%".formatted(tokens(random, 4), tokens(random, 200))
                            : tokens(random, 9);
            String text = texts(random, isLong ? 400 : 14);
            int budget = random.nextInt(isLong ? 1500 : 60);
            String expected = new LikeReference(pattern).evaluate(text, budget);
            assertThat(evaluate(pattern, text, budget))
                    .as("%s LIKE %s within %d", text, pattern, budget)
                    .isEqualTo(expected);
            verdicts["tfs".indexOf(expected.charAt(0))]++;
        }
        assertThat(verdicts[0]).isGreaterThan(5_000);
        assertThat(verdicts[1]).isGreaterThan(5_000);
        assertThat(verdicts[2]).isGreaterThan(5_000);
    }

    private static String evaluate(String pattern, String text, int steps) {
        StepBudget budget = new StepBudget(steps);
        try {
            boolean matches = LikePattern.of(pattern).matches(text, budget);
            return "%s after %d".formatted(matches, steps - budget.left());
        } catch (BudgetSpentException e) {
            return "spent";
        }
    }

    private static String tokens(Random random, int most) {
        return joined(
                random, most, "%", "_", "_", "a", "a", "b", "\u00e9", SMILE, "\\%", "\\_", "\\");
    }

    private static String texts(Random random, int most) {
        String[] plain = {"a", "a", "b", "%", "_"};
        String[] all = {"a", "a", "b", "\u00e9", SMILE, HIGH, LOW, "\n", "\\", "%"};
        return joined(random, most, random.nextBoolean() ? plain : all);
    }

    private static String joined(Random random, int most, String... tokens) {
        return random.ints(random.nextInt(most + 1), 0, tokens.length)
                .mapToObj(token -> tokens[token])
                .collect(Collectors.joining());
    }

    private static int steps(String pattern, String text) {
        StepBudget budget = new StepBudget(ENOUGH);
        LikePattern.of(pattern).matches(text, budget);
        return ENOUGH - budget.left();
    }

    private static boolean matches(String pattern, String text) {
        return LikePattern.of(pattern).matches(text, new StepBudget(ENOUGH));
    }

    /** As a regular expression this would not end. */
    @Test
    void doesNotTryEveryWayThatThereIs() {
        LikePattern pattern = LikePattern.of("%a".repeat(2000) + "%b");
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () ->
                        assertThat(pattern.matches("a".repeat(100_000), new StepBudget(ENOUGH)))
                                .isFalse());
    }

    private static String word(Random random, String letters, int most) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }

    @Test
    void findsAPartOfAllAsciiCharacters() {
        StringBuilder text = new StringBuilder();
        StringBuilder pattern = new StringBuilder("%");
        for (char c = 0; c < 128; c++) {
            text.append(c);
            pattern.append(c == '%' || c == '_' ? "\\" : "").append(c);
        }

        LikePattern like = LikePattern.of(pattern.append('%').toString());

        assertThat(like.matches("xx" + text + "yy", new StepBudget(10_000))).isTrue();
        assertThat(like.matches("xx" + text.substring(1), new StepBudget(10_000))).isFalse();
    }
}
