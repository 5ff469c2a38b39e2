package com.justfaas.events.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.filter.FilterVerdict.Cause;
import com.justfaas.events.filter.FilterVerdict.Refuses;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 11, point 6: no filter takes long, whatever it is and whatever the event has. */
class FilterBudgetTest {

    private static final CloudEvent LONG = event("a".repeat(1024));
    private static final CloudEvent SHORT = event("order-17");

    private static CloudEvent event(String subject) {
        return CloudEventBuilder.from(SampleEvents.ORDER).withSubject(subject).build();
    }

    @Test
    void endsWhatTakesTooLongAndSaysSo() {
        EventFilter filter = EventFilter.of(repeated("subject LIKE '%x%'", " OR ", 30));

        assertThat(filter.verdict(SHORT))
                .isEqualTo(new Refuses(Cause.FALSE, "the filter is false"));
        assertThat(filter.verdict(LONG))
                .isInstanceOfSatisfying(
                        Refuses.class,
                        refuses -> {
                            assertThat(refuses.cause()).isEqualTo(Cause.EXPENSIVE);
                            assertThat(refuses.why())
                                    .startsWith("the filter takes more than 8192 steps");
                        });
    }

    @Test
    void countsStepsAndNoTime() {
        EventFilter filter = EventFilter.of(repeated("subject LIKE '%x%'", " OR ", 5));

        for (int i = 0; i < 1000; i++) {
            assertThat(cause(filter, LONG)).isEqualTo(Cause.FALSE);
        }
    }

    /** Texts that grow, failures that are slow to make, and much of everything. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            textBlock =
                    """
                    LENGTH(CONCAT(%s)) = 1;subject;, ;240
                    %s;INT(subject) = 1; OR ;40
                    %s;UPPER(subject) = 'x'; OR ;60
                    %s;SUBSTRING(subject, 2000) = 'x'; OR ;40
                    subject IN (%s);subject + 1;, ;80
                    """)
    void countsAllWork(String expression, String part, String between, int times) {
        EventFilter filter = EventFilter.of(expression.formatted(repeated(part, between, times)));

        assertThat(filter).isInstanceOf(EventFilter.Expression.class);
        assertThat(cause(filter, LONG)).isEqualTo(Cause.EXPENSIVE);
    }

    /** What many would write, and much more of it, with texts as long as they may be. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "subject LIKE '%x%'",
                "subject LIKE 'order-%' AND region = 'eu'",
                "subject LIKE '%x%' OR source LIKE '%x%' OR subject LIKE '%y%' OR subject LIKE '%__z__%'",
                "subject LIKE '%one%' OR subject LIKE '%two%' OR subject LIKE '%three%' OR subject LIKE '%4%'",
                "LOWER(TRIM(subject)) LIKE '%x%' OR LENGTH(subject) < 10",
                "region IN ('us', 'uk', 'fr', 'de', 'it', 'es', 'pl', 'nl', 'be', 'at', 'ch', 'cz', 'dk')",
                "INT(subject) = 7 OR INT(region) = 7 OR BOOL(region)",
            })
    void doesNotEndWhatIsUsual(String expression) {
        assertThat(cause(EventFilter.of(expression), LONG)).isIn(Cause.FALSE, Cause.ERROR);
    }

    @Test
    void givesAQuickVerdictOfWhatIsCheap() {
        EventFilter usual = EventFilter.of("subject LIKE '%x%' OR region = 'us'");
        EventFilter none = EventFilter.NONE;

        assertThat(usual.quickVerdict(SHORT)).contains(usual.verdict(SHORT));
        assertThat(usual.quickVerdict(LONG)).isEmpty();
        assertThat(usual.verdict(LONG)).isEqualTo(new Refuses(Cause.FALSE, "the filter is false"));
        assertThat(none.quickVerdict(LONG)).contains(none.verdict(LONG));
    }

    /** As a mistake in the annotation, and not only when an event comes. */
    @Test
    void refusesAFilterThatWouldFailForMostLongTexts() {
        String pattern = "%" + "_".repeat(250) + "x%";

        assertThat(EventFilter.of(repeated("subject LIKE '%x%'", " OR ", 32)))
                .isInstanceOf(EventFilter.Expression.class);
        assertThat(EventFilter.of(repeated("subject LIKE 'order-%'", " OR ", 100)))
                .isInstanceOf(EventFilter.Expression.class);
        assertThat(mistake(repeated("subject LIKE '%x%'", " OR ", 33)))
                .startsWith("searches for too many patterns like '%x%'; 32 are the most");
        assertThat(mistake(repeated("subject LIKE '" + pattern + "'", " OR ", 9)))
                .startsWith("searches for too many patterns");
    }

    private static Cause cause(EventFilter filter, CloudEvent event) {
        return ((Refuses) filter.verdict(event)).cause();
    }

    private static String mistake(String expression) {
        return ((EventFilter.Unreadable) EventFilter.of(expression)).mistake();
    }

    private static String repeated(String term, String between, int times) {
        return String.join(between, Collections.nCopies(times, term));
    }
}
