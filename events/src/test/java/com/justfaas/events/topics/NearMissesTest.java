package com.justfaas.events.topics;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.justfaas.events.topics.NearMiss.Kind;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearMissesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Order.Created     | order.created      | Case     | differs in upper and lower case only, and case counts",
                "ORDER.>           | order.created      | Case     | differs in upper and lower case only, and case counts",
                "order.creatd      | order.created      | Spelling | differs in 1 character",
                "order-created     | order.created      | Spelling | differs in 1 character",
                "orders.create     | order.created      | Spelling | differs in 2 characters",
                "parcel.>          | parcle.sent        | Spelling | differs in 2 characters",
                "parcel.>          | parcl.sent.late    | Spelling | differs in 1 character",
                "order.*           | ordr.created       | Spelling | differs in 1 character",
                "*.created.>       | order.creatd.eu    | Spelling | differs in 1 character",
                "order.*.eu        | oder.created.eu    | Spelling | differs in 1 character",
                "order             | order.created      | Wildcard | stands for 1 word, the type has 2; order.> would match",
                "order.*           | order.created.eu   | Wildcard | stands for 2 words, the type has 3; order.> would match",
                "*                 | order.created      | Wildcard | stands for 1 word, the type has 2; > would match",
                "order.>           | order              | Wildcard | > stands for one word or more; order needs a topic of its own",
                "order.created     | shop.order.created | Part     | is the end of the type, and topics are read from the first word on; *.order.created would match",
                "order.created.eu  | order.created      | Part     | goes on where the type ends",
                "shop.order.paid   | order.paid         | Part     | begins with shop that the type does not have",
                "shop.order.paid   | store.order.paid   | OneWord  | has the word shop where the type has store",
                "order.cancelled   | order.created      | Sibling  | has the word cancelled where the type has created",
                "*.order.cancelled | eu.order.created   | Sibling  | has the word cancelled where the type has created",
            })
    void saysWhatIsDifferentAndWhatWouldMatch(String pattern, String type, Kind kind, String why) {
        assertThat(NearMisses.of(new TopicPattern(pattern), type))
                .contains(new NearMiss(kind, why));
    }

    @ParameterizedTest
    @CsvSource({
        "order.created, order.created",
        "order.*, order.created",
        ">, order.created",
        "invoice.paid, order.created",
        "created, deleted",
        "a, b",
        "*.paid, order.created",
        "invoice.>, order.created",
        "a.>, b.created",
        "eu.>, us.order.created",
        "order.>, invoice.created",
        "parcel.>, parcle",
        "order.*, ordr.created.eu",
        "shop.invoice.paid, store.order.paid",
    })
    void hasNothingToSayOfWhatMatchesOrMeansSomethingElse(String pattern, String type) {
        assertThat(NearMisses.of(new TopicPattern(pattern), type)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "order.cre*                    | order.created    | wildcard inside",
                "order.>.eu                    | order.created.eu | before its end",
                "order.paid order.created      | order.created    | separate types by commas",
                "order.paid;order.cre*         | order.created    | separate types by commas",
                "Order.Cre*                    | order.created    | wildcard inside",
            })
    void knowsWhatABadValueWasMeantToBe(String value, String type, String why) {
        List<AnnotationMistake> mistakes =
                EventAnnotations.read(Map.of(EventAnnotations.EVENT_TYPE, value)).mistakes();

        assertThat(mistakes).hasSize(1);
        assertThat(NearMisses.of(mistakes.getFirst(), type))
                .hasValueSatisfying(
                        miss -> {
                            assertThat(miss.kind()).isEqualTo(Kind.NotATopic);
                            assertThat(miss.why()).contains(why);
                        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "event-typ  | order.paid                     | order.paid",
                "event-typ  | invoice.paid, order.*          | order.paid",
                "Event-Type | order.pa*                      | order.paid",
                "event-typs | Order.>                        | order.paid",
                "event-typ  | shop.invoice.payment.cancelled, shop.invoice.payment.delayed, shop.invoice.payment.missing, order.paid | order.paid",
            })
    void namesTheMisspeltAnnotationWhoseTopicsWouldMatch(String name, String value, String type) {
        List<AnnotationMistake> mistakes =
                EventAnnotations.read(Map.of("justfaas.com/" + name, value)).mistakes();

        assertThat(mistakes).hasSize(1);
        assertThat(NearMisses.of(mistakes.getFirst(), type))
                .contains(
                        new NearMiss(
                                Kind.NotATopic,
                                "justfaas.com/%s is not used, because there is no such annotation; did you mean justfaas.com/event-type?"
                                        .formatted(name)));
    }

    @ParameterizedTest
    @CsvSource({
        "event-typ, order.*, order.paid.late",
        "event-typ, invoice.paid, order.paid",
        "event-timeot, order.paid, order.paid",
        "event-foo, order.paid, order.paid",
    })
    void otherMisspeltAnnotationsAreNoNearMisses(String name, String value, String type) {
        assertThat(EventAnnotations.read(Map.of("justfaas.com/" + name, value)).mistakes())
                .isNotEmpty()
                .allMatch(mistake -> NearMisses.of(mistake, type).isEmpty());
    }

    @Test
    void knowsTheTopicsThatAreLeftOut() {
        String topics = IntStream.range(0, 150).mapToObj("t%d.x"::formatted).collect(joining(", "));
        AnnotationMistake leftOut =
                EventAnnotations.read(Map.of(EventAnnotations.EVENT_TYPE, topics))
                        .mistakes()
                        .getFirst();

        assertThat(NearMisses.of(leftOut, "t120.x"))
                .hasValueSatisfying(
                        miss -> {
                            assertThat(miss.kind()).isEqualTo(Kind.NotATopic);
                            assertThat(miss.why()).contains("at most 100 topics");
                        });
        assertThat(NearMisses.of(leftOut, "t200.x")).isEmpty();
    }

    @Test
    void keepsNoMoreOfWhatWasMeantThanItsBound() {
        String long1 = "order.created,".repeat(10_000);
        String long2 =
                IntStream.range(0, 20_000).mapToObj("t%d.x"::formatted).collect(joining(","));

        assertThat(EventAnnotations.read(Map.of("justfaas.com/event-typ", long1)).mistakes())
                .allMatch(mistake -> mistake.meant().length() <= AnnotationMistake.MOST_MEANT);
        assertThat(EventAnnotations.read(Map.of(EventAnnotations.EVENT_TYPE, long2)).mistakes())
                .hasSize(1)
                .allMatch(mistake -> mistake.meant().length() <= AnnotationMistake.MOST_MEANT);
    }

    @Test
    void mistakesElsewhereAreNoNearMisses() {
        assertThat(
                        NearMisses.of(
                                new AnnotationMistake(
                                        EventAnnotations.TIMEOUT, "order.created", "is wrong"),
                                "order.created"))
                .isEmpty();
        assertThat(
                        NearMisses.of(
                                new AnnotationMistake(
                                        EventAnnotations.EVENT_TYPE, "invoice.p*", "is wrong"),
                                "order.created"))
                .isEmpty();
    }

    @Test
    void everyPatternHasAnAnswerForEveryType() {
        SplittableRandom random = new SplittableRandom(20261126);
        String[] words = {"*", ">", "order", "Order", "created", "", "a", "ö"};
        for (int i = 0; i < 20_000; i++) {
            String pattern = text(random, words);
            String type = text(random, words);
            assertThatCode(
                            () -> {
                                NearMisses.of(
                                        new AnnotationMistake(
                                                EventAnnotations.EVENT_TYPE, pattern, "is wrong"),
                                        type);
                                if (TopicPattern.mistakeIn(pattern).isEmpty()) {
                                    TopicPattern topic = new TopicPattern(pattern);
                                    assertThat(
                                                    topic.matches(type)
                                                            && NearMisses.of(topic, type)
                                                                    .isPresent())
                                            .isFalse();
                                }
                            })
                    .as("\"%s\" for \"%s\"", pattern, type)
                    .doesNotThrowAnyException();
        }
    }

    private static String text(SplittableRandom random, String... words) {
        return String.join(
                ".",
                random.ints(random.nextInt(1, 5), 0, words.length)
                        .mapToObj(i -> words[i])
                        .toList());
    }
}
