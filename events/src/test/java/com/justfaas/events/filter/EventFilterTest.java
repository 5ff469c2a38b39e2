package com.justfaas.events.filter;

import static com.justfaas.events.filter.SampleEvents.ORDER;
import static com.justfaas.events.filter.SampleEvents.ask;
import static com.justfaas.events.filter.SampleEvents.whyNot;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.filter.FilterVerdict.Passes;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventFilterTest {

    @Test
    void letsEverythingPassWhereThereIsNone() {
        assertThat(EventFilter.NONE.verdict(ORDER)).isInstanceOf(Passes.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id = '17'",
                "source = '/shop'",
                "type = 'order.created'",
                "subject = 'order-17'",
                "specversion = '1.0'",
                "datacontenttype = 'application/json'",
                "time = '2026-11-24T12:00:00Z'",
                "region = 'eu'",
                "x1 = 'b'",
                "customer = \"Zoë \uD83D\uDE00\"",
            })
    void seesEveryAttribute(String expression) {
        assertThat(ask(expression, ORDER)).isEqualTo("passes");
    }

    /** Each operator and function of CloudEvents SQL, sections 3.4 and 3.5. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    region = 'eu'                                   | passes
                    region = 'us'                                   | false
                    region != 'us'                                  | passes
                    region <> 'eu'                                  | false
                    'eu' = region                                   | passes
                    priority = 7                                    | passes
                    priority = 07                                   | passes
                    priority = '07'                                 | false
                    priority < 8                                    | passes
                    priority <= 7 AND priority >= 7                 | passes
                    priority > 7                                    | false
                    priority + 1 = 8                                | passes
                    priority - 8 = -1                               | passes
                    priority * 2 = 14                               | passes
                    priority / 2 = 3 AND -priority / 2 = -3         | passes
                    priority % 4 = 3                                | passes
                    vip = true                                      | passes
                    NOT vip                                         | false
                    vip AND TRUE                                    | passes
                    region = 'us' OR vip                            | passes
                    region = 'eu' XOR vip                           | false
                    not (region = 'eu' and priority = 1)            | passes
                    EXISTS region                                   | passes
                    exists absent                                   | false
                    NOT EXISTS absent                               | passes
                    EXISTS id AND EXISTS source                     | passes
                    region IN ('us', 'eu')                          | passes
                    region NOT IN ('us', 'uk')                      | passes
                    priority IN (1, 7)                              | passes
                    subject LIKE 'order-%'                          | passes
                    subject NOT LIKE 'invoice-%'                    | passes
                    discount LIKE '100\\%'                          | passes
                    priority LIKE '_'                               | passes
                    LENGTH(subject) = 8                             | passes
                    CONCAT(region, '-', priority) = 'eu-7'          | passes
                    CONCAT_WS('/', region, priority) = 'eu/7'       | passes
                    UPPER(region) = 'EU' AND LOWER('EU') = region   | passes
                    TRIM('  eu ') = region                          | passes
                    LEFT(subject, 5) = 'order'                      | passes
                    RIGHT(subject, 2) = 17                          | passes
                    SUBSTRING(subject, 7) = '17'                    | passes
                    SUBSTRING(subject, 1, 5) = 'order'              | passes
                    ABS(0 - priority) = 7                           | passes
                    INT(RIGHT(subject, 2)) > 16                     | passes
                    BOOL(vip)                                       | passes
                    STRING(7) = priority                            | passes
                    IS_INT(priority) AND NOT IS_INT(region)         | passes
                    is_bool(vip)                                    | passes
                    'it\\'s' = "it's"                               | passes
                    false                                           | false
                    region = 'eu' AND (NOT EXISTS test OR test != 'true') | passes
                    """)
    void readsCloudEventsSql(String expression, String verdict) {
        assertThat(ask(expression, ORDER)).isEqualTo(verdict);
    }

    @Test
    void seesNoData() {
        assertThat(ask("region = 'us'", ORDER)).isEqualTo("false");
    }

    /** CloudEvents SQL, section 1.2: an event must not pass when there are errors. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    absent = 'a'                    | the event has no attribute absent
                    absent != 'a'                   | the event has no attribute absent
                    NOT (absent = 'a')              | the event has no attribute absent
                    absent LIKE '%'                 | the event has no attribute absent
                    absent LIKE 'f%'                | the event has no attribute absent
                    absent NOT IN ('a')             | the event has no attribute absent
                    vip AND 1 / absent = 0          | the event has no attribute absent
                    region > 5                      | "region > 5" needs a number, or true or false, where there is another text
                    vip AND region                  | "vip AND region" needs a number, or true or false, where there is another text
                    priority  /  0 = 0              | "priority  /  0" divides by zero or is too large
                    SUBSTRING(region, 9) = ''       | "SUBSTRING(region, 9)" asks for a part of a text that is not there
                    true and (1 != 1/0)             | "1/0" divides by zero or is too large
                    """)
    void refusesWhatItCannotEvaluateAndSaysWhy(String expression, String why) {
        assertThat(ask(expression, ORDER)).isEqualTo("error");
        assertThat(whyNot(expression)).isEqualTo(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(EXISTS absent AND absent = 'a') OR region = 'eu'",
                "absent = 'a' OR region = 'eu'",
                "region = 'eu' OR absent = 'a'",
                "NOT EXISTS absent OR absent != 'test'",
            })
    void passesWhereWhatIsMissingDoesNotMatter(String expression) {
        assertThat(ask(expression, ORDER)).isEqualTo("passes");
    }

    @Test
    void seesAnEventOfTypedExtensionsAsItTravels() {
        CloudEvent typed =
                CloudEventBuilder.v1(ORDER)
                        .withExtension("priority", 7)
                        .withExtension("vip", true)
                        .build();
        for (String expression :
                new String[] {"priority = 7", "priority = '7'", "vip", "vip = 'true'"}) {
            assertThat(ask("(%s) = true".formatted(expression), typed)).isEqualTo("passes");
            assertThat(ask("(%s) = true".formatted(expression), ORDER)).isEqualTo("passes");
        }
    }

    @Test
    void letsNothingPassWhenItCannotBeRead() {
        EventFilter filter = EventFilter.of("region = ");
        assertThat(filter).isInstanceOf(EventFilter.Unreadable.class);
        assertThat(ask("region = ", ORDER)).isEqualTo("unreadable");
        assertThat(whyNot("region = ")).startsWith("the filter ends before it is complete;");
    }

    @Test
    void isAskedByManyThreadsAtOnce() {
        EventFilter filter =
                EventFilter.of("absent = 1 OR (region IN ('us', 'eu') AND priority % 7 = 0)");
        assertThat(
                        IntStream.range(0, 20_000)
                                .parallel()
                                .allMatch(i -> filter.verdict(ORDER) instanceof Passes))
                .isTrue();
    }
}
