package com.justfaas.events.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.filter.FilterVerdict.Refuses;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever somebody writes is a filter or a mistake in our words, and every event gets an answer.
 */
class FilterFuzzTest {

    private static final Duration TIME = Duration.ofSeconds(4);

    private static final String[] WORDS = {
        "region",
        "priority",
        "vip",
        "absent",
        "subject",
        "time",
        "x1",
        "data",
        "Region",
        "'eu'",
        "\"eu\"",
        "'%a%_\\%'",
        "''",
        "'\\'",
        "'",
        "\"",
        "0",
        "1",
        "7",
        "2147483647",
        "99999999999",
        "true",
        "FALSE",
        "AND",
        "or",
        "XOR",
        "NOT",
        "LIKE",
        "IN",
        "EXISTS",
        "(",
        ")",
        "(",
        ")",
        ",",
        "=",
        "!=",
        "<>",
        "<",
        "<=",
        ">",
        ">=",
        "+",
        "-",
        "*",
        "/",
        "%",
        "LENGTH",
        "CONCAT",
        "CONCAT_WS",
        "SUBSTRING",
        "LEFT",
        "RIGHT",
        "ABS",
        "IS_INT",
        "INT",
        "BOOL",
        "UPPER",
        "NOSUCH",
        "#",
        ";",
        "\uD83D\uDE00",
        "\uD83D",
        "\u0000",
        "\t",
        "\\E",
        "ı"
    };

    @Test
    @Timeout(60)
    void neverThrowsNorHangs() {
        Random random = new Random(6_7);
        long end = System.nanoTime() + TIME.toNanos();
        int good = 0;
        int tried = 0;
        while (System.nanoTime() < end) {
            String text =
                    random.nextInt(4) == 0 ? words(random) : damaged(random, expression(random, 4));
            EventFilter filter = EventFilter.of(text);
            FilterVerdict verdict = filter.verdict(SampleEvents.ORDER);
            if (filter instanceof EventFilter.Unreadable unreadable) {
                assertInOurWords(text, unreadable.mistake());
            } else {
                good++;
            }
            if (verdict instanceof Refuses refuses) {
                assertThat(refuses.why())
                        .as(text)
                        .isNotEqualTo("the filter cannot be evaluated for this event");
            }
            tried++;
        }
        assertThat(tried).isGreaterThan(1000);
        assertThat(good).as("good ones among %d", tried).isGreaterThan(tried / 20);
    }

    private static void assertInOurWords(String text, String mistake) {
        assertThat(mistake)
                .as(text)
                .matches("(?s)(is|has|ends|cannot|opens|asks|calls|gives|mixes|searches) .*")
                .doesNotContain("mismatched", "expecting", "Exception", "null", "<EOF>", "token")
                .hasSizeLessThan(500);
    }

    private static String words(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i >= 0; i--) {
            text.append(pick(random, WORDS)).append(random.nextInt(5) == 0 ? "" : " ");
        }
        return text.toString();
    }

    /** One that is right, most of the time, by the grammar. */
    private static String expression(Random random, int depth) {
        if (depth == 0) {
            return pick(
                    random,
                    "region",
                    "priority",
                    "vip",
                    "absent",
                    "'eu'",
                    "7",
                    "0",
                    "true",
                    "time");
        }
        String left = expression(random, depth - 1);
        String right = expression(random, depth - 1);
        return switch (random.nextInt(9)) {
            case 0 -> "(" + left + ") = (" + right + ")";
            case 1 -> "(" + left + pick(random, ") AND (", ") OR (", ") XOR (") + right + ")";
            case 2 -> "NOT (" + left + ")";
            case 3 -> left + pick(random, " + ", " - ", " * ", " / ", " % ") + right;
            case 4 -> left + pick(random, " < ", " <= ", " > ", " >= ", " != ", " <> ") + right;
            case 5 ->
                    left
                            + pick(random, " LIKE ", " NOT LIKE ")
                            + pick(random, "'%u'", "'_'", "'\\E('");
            case 6 -> left + pick(random, " IN ", " NOT IN ") + "(" + right + ", " + left + ")";
            case 7 -> "EXISTS " + pick(random, "region", "absent", "id");
            default ->
                    pick(random, "LENGTH", "ABS", "INT", "BOOL", "IS_INT", "UPPER")
                            + "("
                            + left
                            + ")"
                            + " = SUBSTRING("
                            + right
                            + ", "
                            + left
                            + ", 2147483647)";
        };
    }

    private static String damaged(Random random, String text) {
        if (random.nextInt(3) > 0) {
            return text;
        }
        int at = random.nextInt(text.length() + 1);
        return text.substring(0, at)
                + pick(random, WORDS)
                + text.substring(Math.min(text.length(), at + random.nextInt(3)));
    }

    private static String pick(Random random, String... words) {
        return words[random.nextInt(words.length)];
    }
}
