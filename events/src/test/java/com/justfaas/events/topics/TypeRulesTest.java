package com.justfaas.events.topics;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.Fuzzing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeRulesTest {

    private static final Pattern FORM = Pattern.compile("; (?:write it|.* commas,) like (.*)$");

    private static final List<String> PARTS =
            List.of(
                    "order",
                    "created",
                    ".",
                    ".",
                    "..",
                    "*",
                    ">",
                    "#",
                    ";",
                    ",",
                    " ",
                    "\t",
                    "\u00a0",
                    "\u2028",
                    "\u0085",
                    "ö",
                    "😀",
                    "/",
                    ":",
                    "-",
                    "%",
                    "a.b.c.d.e.f.g.",
                    "com.",
                    "justfaas.",
                    "x".repeat(90));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "order..x       | has an empty token; write it like order.x",
                ".order         | has an empty token; write it like order",
                "order.         | has an empty token; write it like order",
                ".              | has an empty token; write it like order.created",
                "order created  | holds white space or a control character; write it like order.created",
                "order,created  | holds \",\"; an event has one type: send each type as an event of its own",
                "a.b, c.d       | holds \",\"; an event has one type: send each type as an event of its own",
                "a b,c.d        | holds \",\"; an event has one type: send each type as an event of its own",
                "order.created, | holds \",\"; write it like order.created",
                "order;created  | holds \";\"; write it like order.created",
                "order#created  | holds \"#\"; write it like order.created",
                "order.#        | holds \"#\"; write it like order",
                "order.*        | holds a wildcard, and only topics have wildcards; write it like order",
                "order.>        | holds a wildcard, and only topics have wildcards; write it like order",
                "or*er.created  | holds a wildcard, and only topics have wildcards; write it like orer.created",
                "*              | holds a wildcard, and only topics have wildcards; write it like order.created",
                "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q | has 17 tokens, and 16 is the most; write it like a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p-q",
            })
    void saysWhatIsWrongWithATypeAndWhatWouldBeRight(String type, String mistake) {
        assertThat(TypeRules.mistakeIn(type)).contains(mistake);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order",
                "order.created",
                "com.example:order/created",
                "https://example.com/order",
                "größe.geändert",
                "注文.作成",
                "order_created-v1.2",
                "order%20created",
                "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p",
                "\"order\"|(created)",
            })
    void takesEveryTypeThatATopicCanName(String type) {
        assertThat(TypeRules.mistakeIn(type)).isEmpty();
        assertThat(topics(type)).containsExactly(new TopicPattern(type));
    }

    @Test
    void aTopicCanNameEveryTypeThatIsRightAndEveryFormThatIsOfferedIsRight() {
        Fuzzing fuzzing = Fuzzing.begin(TypeRulesTest.class, Duration.ofSeconds(2));
        while (fuzzing.goesOn()) {
            StringBuilder made = new StringBuilder();
            for (int left = fuzzing.random().nextInt(6); left >= 0; left--) {
                made.append(fuzzing.oneOf(PARTS));
            }
            String text = made.toString();
            String about = "%s: \"%s\"".formatted(fuzzing, text);
            Optional<String> wrongType = TypeRules.mistakeIn(text);
            if (wrongType.isEmpty() && !text.startsWith("com.justfaas.") && text.length() <= 256) {
                assertThat(topics(text)).as(about).containsExactly(new TopicPattern(text));
            }
            wrongType
                    .flatMap(TypeRulesTest::form)
                    .ifPresent(
                            form -> {
                                assertThat(TypeRules.mistakeIn(form)).as(about).isEmpty();
                                assertThat(TopicPattern.mistakeIn(form)).as(about).isEmpty();
                            });
            TopicPattern.mistakeIn(text)
                    .flatMap(TypeRulesTest::form)
                    .ifPresent(
                            form ->
                                    assertThat(form.split(", ", -1))
                                            .as(about)
                                            .allSatisfy(
                                                    topic ->
                                                            assertThat(
                                                                            TopicPattern.mistakeIn(
                                                                                    topic))
                                                                    .isEmpty()));
        }
    }

    private static Optional<String> form(String mistake) {
        Matcher matcher = FORM.matcher(mistake);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static List<TopicPattern> topics(String annotation) {
        return EventAnnotations.read(Map.of(EventAnnotations.EVENT_TYPE, annotation)).topics();
    }
}
