package com.justfaas.events.filter;

import static com.justfaas.events.filter.SampleEvents.ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.filter.FilterVerdict.Refuses;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterMistakesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    region =                       | ends before it is complete; write it like region = 'eu' AND
                    (region = 'eu'                 | ends before it is complete
                    region == 'eu'                 | cannot be read from character 9 on, at "="
                    region = 'eu' && vip           | has "&" at character 15, which means nothing there
                    region = 'eu' ; vip            | has ";" at character 15
                    data.region = 'eu'             | has "." at character 5
                    region = 'eu                   | opens a quotation at character 10 and does not close it
                    region = "eu                   | opens a quotation at character 10
                    region = 'eu' vip              | cannot be read from character 15 on, at "vip"
                    region IN ()                   | cannot be read from character 12 on, at ")"
                    region LIKE subject            | cannot be read from character 13 on, at "subject"
                    AND                            | cannot be read from character 1 on, at "AND"
                    '\uD83D\uDE00' = region &      | has "&" at character 14
                    Region = 'eu'                  | asks for Region at character 1; attributes are in lower case: region
                    EXISTS Region                  | asks for Region at character 8
                    data = 'eu'                    | asks for data at character 1; a filter sees attributes, not data
                    LEN(subject) = 3               | calls LEN with 1 argument at character 1; there are ABS(x),
                    vip AND LEFT(subject) = 'o'    | calls LEFT with 1 argument at character 9
                    CONCAT_WS() = ''               | calls CONCAT_WS with 0 arguments
                    priority = 2147483648          | has the number 2147483648 at character 12; 2147483647 is the largest
                    region                         | gives a text, not true or false; compare it, as in
                    'true'                         | gives a text
                    (priority + 1)                 | gives a number, not true or false
                    -priority                      | gives a number
                    LENGTH(subject)                | gives a number
                    UPPER(subject)                 | gives a text
                    vip AND vip or vip             | mixes AND at character 5 and OR at character 13; say with parentheses
                    vip OR vip AND vip             | mixes OR at character 5 and AND at character 12
                    vip XOR (vip OR vip AND vip)   | mixes OR at character 14 and AND at character 21
                    NOT region = 'eu'              | has a NOT at character 1 that belongs to the next word alone; put what
                    vip AND NOT region LIKE 'e%'   | has a NOT at character 9
                    NOT region IN ('eu')           | has a NOT at character 1
                    """)
    void areNamedWithTheirPlace(String expression, String mistake) {
        assertThat(mistakeIn(expression)).startsWith(mistake);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void includeAnEmptyExpression(String expression) {
        assertThat(mistakeIn(expression)).startsWith("is empty; write it like");
    }

    /** What the library does by itself: print the sign, leave it out, and go on without it. */
    @Test
    void areNotOverlooked() {
        assertThat(mistakeIn("region = 'eu' # or not")).startsWith("has \"#\" at character 15");
    }

    @Test
    void includeTooMuchOfEverything() {
        assertThat(mistakeIn("vip AND ".repeat(12_500) + "vip"))
                .isEqualTo("is 100003 characters long; 4096 is the most");
        assertThat(mistakeIn("region LIKE '%s'".formatted("e%".repeat(129))))
                .isEqualTo("has a pattern of 258 characters at character 13; 256 is the most");
        assertThat(mistakeIn("(".repeat(4000)))
                .isEqualTo("has 4001 words and signs; 500 is the most");
    }

    /** The deepest that the limits allow, on half of the usual stack. */
    @Test
    void areNotMadeByDepth() throws InterruptedException {
        int half = FilterCompiler.MAX_TOKENS / 2 - 4;
        assertReadable("(".repeat(half) + "vip = 'true'" + ")".repeat(half));
        assertReadable("NOT ".repeat(2 * half) + "vip");
        assertReadable("0 = " + "-".repeat(2 * half) + "priority");
        assertReadable(repeated("vip", " AND ", half));
        assertReadable(repeated("vip", " XOR ", half));
        assertReadable("1 = " + repeated("priority", "+", half));
        assertReadable(repeated("vip", " = ", half));
        assertReadable("ABS(".repeat(half / 2) + "1" + ")".repeat(half / 2) + " = 1");
        assertReadable("region IN (" + repeated("'eu'", ",", half) + ")");
        assertReadable("vip" + " LIKE '%'".repeat(half));
    }

    @Test
    void areNotParenthesesThatSayWhatIsMeant() throws InterruptedException {
        assertReadable("(vip AND vip) OR vip");
        assertReadable("vip AND vip AND vip AND NOT vip");
        assertReadable("NOT vip AND NOT EXISTS absent");
        assertReadable("(NOT vip) = true AND NOT (region = 'eu')");
    }

    private static void assertReadable(String expression) throws InterruptedException {
        Object[] seen = new Object[1];
        Thread small =
                new Thread(
                        null,
                        () -> {
                            EventFilter filter = EventFilter.of(expression);
                            seen[0] = filter.verdict(ORDER);
                        },
                        "small",
                        512 << 10);
        small.start();
        small.join();
        assertThat(seen[0]).as(expression).isNotNull();
        assertThat(seen[0] instanceof Refuses refuses ? refuses.why() : "")
                .doesNotStartWith("the filter has")
                .doesNotContain("cannot be");
    }

    private static String repeated(String operand, String operator, int times) {
        return IntStream.range(0, times)
                .mapToObj(_ -> operand)
                .collect(Collectors.joining(operator));
    }

    private static String mistakeIn(String expression) {
        return EventFilter.of(expression) instanceof EventFilter.Unreadable unreadable
                ? unreadable.mistake()
                : "none";
    }
}
