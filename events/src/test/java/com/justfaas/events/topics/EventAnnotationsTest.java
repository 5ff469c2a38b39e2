package com.justfaas.events.topics;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.filter.EventFilter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventAnnotationsTest {

    @Test
    void readsWhatTheContractPromisesWhereNothingIsSaid() {
        Subscription subscription = EventAnnotations.read(Map.of("app", "shop"));

        assertThat(subscription.topics()).isEmpty();
        assertThat(subscription.mistakes()).isEmpty();
        assertThat(shown(subscription.policy())).isEqualTo("PT30S 10 PT1S PT24H 32 false");
    }

    @Test
    void splitsTrimsAndKeepsTheOrderOfTopics() {
        assertThat(topics(" order.created ,,order.*,\n  order.created, , user.> ,"))
                .isEqualTo("order.created order.* user.>");
        assertThat(topics("")).isEmpty();
        assertThat(topics(" , ,")).isEmpty();
    }

    @Test
    void keepsTheGoodTopicsBesideTheBad() {
        Subscription subscription =
                read(EventAnnotations.EVENT_TYPE, "order.created,a.>.b,com.justfaas.x,user.*");

        assertThat(subscription.topics())
                .extracting(TopicPattern::text)
                .containsExactly("order.created", "user.*");
        assertThat(subscription.mistakes())
                .extracting(AnnotationMistake::value)
                .containsExactly("a.>.b", "com.justfaas.x");
        assertThat(subscription.mistakes().getFirst().toString())
                .startsWith("justfaas.com/event-type: \"a.>.b\" has a > before its end");
    }

    @Test
    void takes100TopicsAndNamesEveryBadOne() {
        Subscription subscription =
                read(EventAnnotations.EVENT_TYPE, topics(100, i -> i % 2 == 0 ? "" : ".b*d"));

        assertThat(subscription.topics()).hasSize(50);
        assertThat(subscription.mistakes()).hasSize(50);
        assertThat(read(EventAnnotations.EVENT_TYPE, topics(100, _ -> "")).mistakes()).isEmpty();
    }

    @Test
    void leavesOutWhatIsBeyond100TopicsAndReportsIt() {
        Subscription subscription =
                read(EventAnnotations.EVENT_TYPE, "t0, t1, t1, ," + topics(1000, _ -> ".created"));

        assertThat(subscription.topics())
                .hasSize(100)
                .startsWith(new TopicPattern("t0"), new TopicPattern("t1"))
                .endsWith(new TopicPattern("t97.created"));
        assertThat(subscription.mistakes())
                .extracting(AnnotationMistake::toString)
                .containsExactly(
                        "justfaas.com/event-type: \"t98.created\" and what follows, 902 in all, are left out: a function has at most 100 topics; one like order.> stands for many");
    }

    private static String topics(int count, IntFunction<String> ending) {
        return IntStream.range(0, count)
                .mapToObj(i -> "t" + i + ending.apply(i))
                .collect(Collectors.joining(","));
    }

    /** They are kept for as long as the function, by every replica. */
    @Test
    void mistakesStayShortWhateverTheAnnotationsHold() {
        Map<String, String> annotations = new HashMap<>();
        annotations.put(EventAnnotations.EVENT_TYPE, "a*," + "b".repeat(100_000));
        annotations.put(EventAnnotations.TIMEOUT, "5".repeat(100_000));
        for (int i = 0; i < 10_000; i++) {
            annotations.put("justfaas.com/event-" + i, "x".repeat(100));
        }
        List<AnnotationMistake> mistakes = EventAnnotations.read(annotations).mistakes();

        assertThat(mistakes).hasSizeLessThan(30);
        assertThat(mistakes).allSatisfy(one -> assertThat(one.toString()).hasSizeLessThan(500));
    }

    @ParameterizedTest
    @CsvSource({
        "event-typ, event-type",
        "event-types, event-type",
        "Event-Type, event-type",
        "EVENT-TYPE, event-type",
        "event-retry, event-retries",
        "event-filters, event-filter",
        "event_type, event-type",
        "vent-type, event-type",
        "event-pause, event-paused",
        "event-concurency, event-concurrency",
        "event-maxage, event-max-age",
    })
    void anUnknownNameThatIsNearlyOneThatIsKnownIsAMistake(String name, String meant) {
        Subscription subscription =
                EventAnnotations.read(
                        Map.of(
                                "justfaas.com/" + name,
                                "order.*",
                                EventAnnotations.EVENT_TYPE,
                                "order.created"));

        assertThat(subscription.topics()).containsExactly(new TopicPattern("order.created"));
        assertThat(subscription.mistakes())
                .containsExactly(
                        new AnnotationMistake(
                                "justfaas.com/" + name,
                                "order.*",
                                "is not used, because there is no such annotation; did you mean justfaas.com/%s?"
                                        .formatted(meant)));
    }

    @Test
    void anUnknownNameOfTheGroupThatIsNearNoOtherIsAMistakeThatListsThem() {
        assertThat(read("justfaas.com/event-foo", "1").mistakes())
                .extracting(AnnotationMistake::mistake)
                .containsExactly(
                        "is not used, because there is no such annotation; there are event-type, event-filter, event-timeout, event-retries, event-backoff, event-max-age, event-concurrency, event-paused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "justfaas.com/owner",
                "justfaas.com/scale-min",
                "justfaas.com/events",
                "justfaas.com/eventual",
                "example.com/event-typ",
                "event-typ",
                "justfaas.com.example/event-typ",
            })
    void namesThatAreOthersAreLeftAlone(String name) {
        assertThat(read(name, "order.created").mistakes()).isEmpty();
    }

    @Test
    void readsAFilter() {
        Subscription subscription =
                EventAnnotations.read(
                        Map.of(
                                EventAnnotations.EVENT_TYPE,
                                "order.*",
                                EventAnnotations.FILTER,
                                " region = 'eu'\n"));

        assertThat(subscription.filter())
                .isInstanceOfSatisfying(
                        EventFilter.Expression.class,
                        filter -> assertThat(filter.text()).isEqualTo("region = 'eu'"));
        assertThat(subscription.mistakes()).isEmpty();
        assertThat(read(EventAnnotations.EVENT_TYPE, "order.*").filter())
                .isEqualTo(EventFilter.NONE);
    }

    @Test
    void keepsTheTopicsBesideABadFilterWhichLetsNothingPass() {
        Subscription subscription =
                EventAnnotations.read(
                        Map.of(
                                EventAnnotations.EVENT_TYPE,
                                "order.*, a*",
                                EventAnnotations.FILTER,
                                "region == 'eu'"));

        assertThat(subscription.topics()).extracting(TopicPattern::text).containsExactly("order.*");
        assertThat(subscription.filter()).isInstanceOf(EventFilter.Unreadable.class);
        assertThat(subscription.mistakes())
                .extracting(AnnotationMistake::annotation)
                .containsExactly("justfaas.com/event-type", "justfaas.com/event-filter");
        assertThat(subscription.mistakes().getLast().toString())
                .startsWith(
                        "justfaas.com/event-filter: \"region == 'eu'\" cannot be read from character 9 on, at \"=\"; write it like")
                .endsWith(". Until it is mended the function gets no events");
    }

    @Test
    void showsTheBeginningOfALongFilter() {
        Subscription subscription = read(EventAnnotations.FILTER, "\uD83D\uDE00".repeat(60_000));

        assertThat(subscription.mistakes().getFirst().value())
                .isEqualTo("\uD83D\uDE00".repeat(100) + "…");
    }

    @Test
    void doesNotOverlookAFilterThatHasNothingToChooseFrom() {
        assertThat(read(EventAnnotations.FILTER, "region = 'eu'").mistakes())
                .extracting(AnnotationMistake::mistake)
                .containsExactly(
                        "has nothing to choose from: name event types in justfaas.com/event-type, or > for all");
    }

    @ParameterizedTest
    @CsvSource({
        "event-timeout, 5s, PT5S 10 PT1S PT24H 32 false",
        "event-timeout, 1ms, PT0.001S 10 PT1S PT24H 32 false",
        "event-timeout, 24h, PT24H 10 PT1S PT24H 32 false",
        "event-retries, 0, PT30S 0 PT1S PT24H 32 false",
        "event-retries, 1000, PT30S 1000 PT1S PT24H 32 false",
        "event-backoff, 0s, PT30S 10 PT0S PT24H 32 false",
        "event-backoff, 10m, PT30S 10 PT10M PT24H 32 false",
        "event-max-age, 1s, PT30S 10 PT1S PT1S 32 false",
        "event-max-age, 365d, PT30S 10 PT1S PT8760H 32 false",
        "event-concurrency, 1, PT30S 10 PT1S PT24H 1 false",
        "event-concurrency, 10000, PT30S 10 PT1S PT24H 10000 false",
        "event-paused, true, PT30S 10 PT1S PT24H 32 true",
        "event-paused, false, PT30S 10 PT1S PT24H 32 false",
        "event-concurrency, ' 7 ', PT30S 10 PT1S PT24H 7 false"
    })
    void readsGoodValues(String annotation, String value, String expected) {
        Subscription subscription = read("justfaas.com/" + annotation, value);

        assertThat(subscription.mistakes()).isEmpty();
        assertThat(shown(subscription.policy())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "event-timeout, 5, 'is not a duration; write it like 5s, 250ms or 1h30m (default 30s)'",
        "event-timeout, '', 'is not a duration; write it like 5s, 250ms or 1h30m (default 30s)'",
        "event-timeout, 0s, is out of range; from 1ms to 1d (default 30s)",
        "event-timeout, 25h, is out of range; from 1ms to 1d (default 30s)",
        "event-retries, -1, is not a whole number from 0 to 1000 (default 10)",
        "event-retries, 1001, is not a whole number from 0 to 1000 (default 10)",
        "event-retries, many, is not a whole number from 0 to 1000 (default 10)",
        "event-retries, 99999999999, is not a whole number from 0 to 1000 (default 10)",
        "event-retries, 1.5, is not a whole number from 0 to 1000 (default 10)",
        "event-backoff, 11m, is out of range; from 0s to 10m (default 1s)",
        "event-backoff, fast, 'is not a duration; write it like 5s, 250ms or 1h30m (default 1s)'",
        "event-max-age, 999ms, is out of range; from 1s to 365d (default 1d)",
        "event-max-age, 366d, is out of range; from 1s to 365d (default 1d)",
        "event-concurrency, 0, is not a whole number from 1 to 10000 (default 32)",
        "event-concurrency, 10001, is not a whole number from 1 to 10000 (default 32)",
        "event-concurrency, '', is not a whole number from 1 to 10000 (default 32)",
        "event-paused, yes, is neither true nor false (default false)",
        "event-paused, True, is neither true nor false (default false)"
    })
    void reportsBadValuesAndUsesTheDefault(String annotation, String value, String mistake) {
        Subscription subscription = read("justfaas.com/" + annotation, value);

        assertThat(subscription.policy()).isEqualTo(DeliveryPolicy.DEFAULT);
        assertThat(subscription.mistakes())
                .containsExactly(
                        new AnnotationMistake("justfaas.com/" + annotation, value, mistake));
    }

    @Test
    void reportsEveryMistakeAtOnce() {
        Subscription subscription =
                EventAnnotations.read(
                        Map.of(
                                EventAnnotations.EVENT_TYPE, "order.created, b*d",
                                EventAnnotations.TIMEOUT, "5",
                                EventAnnotations.RETRIES, "x",
                                EventAnnotations.BACKOFF, "x",
                                EventAnnotations.MAX_AGE, "x",
                                EventAnnotations.CONCURRENCY, "0",
                                EventAnnotations.PAUSED, "maybe"));

        assertThat(subscription.mistakes()).hasSize(7);
        assertThat(subscription.topics()).hasSize(1);
        assertThat(subscription.policy()).isEqualTo(DeliveryPolicy.DEFAULT);
    }

    private static String topics(String annotation) {
        return read(EventAnnotations.EVENT_TYPE, annotation).topics().stream()
                .map(TopicPattern::text)
                .collect(Collectors.joining(" "));
    }

    private static Subscription read(String annotation, String value) {
        return EventAnnotations.read(Map.of(annotation, value));
    }

    private static String shown(DeliveryPolicy policy) {
        return "%s %d %s %s %d %s"
                .formatted(
                        policy.timeout(),
                        policy.retries(),
                        policy.backoff(),
                        policy.maxAge(),
                        policy.concurrency(),
                        policy.paused());
    }
}
