package com.justfaas.events.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.justfaas.events.FunctionName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopicMapTest {

    /** Few, so that patterns and types meet; wildcards stand in types as well. */
    private static final String[] TOKENS = {"a", "b", "c", "", "*", ">", "ü"};

    @Test
    void agreesWithThePatternsThemselves() {
        Random random = new Random(11);
        int matches = 0;
        for (int round = 0; round < 300; round++) {
            Map<Integer, List<TopicPattern>> subscriptions = new LinkedHashMap<>();
            for (int receiver = 0; receiver < 30; receiver++) {
                subscriptions.put(receiver, patterns(random));
            }
            TopicMap<Integer> map = TopicMap.of(subscriptions);
            for (int i = 0; i < 60; i++) {
                String type = type(random);
                List<Integer> expected =
                        subscriptions.entrySet().stream()
                                .filter(s -> matches(s.getValue(), type))
                                .map(Map.Entry::getKey)
                                .toList();

                assertThat(map.match(type))
                        .as("type \"%s\" among %s", type, subscriptions)
                        .containsExactlyInAnyOrderElementsOf(expected);
                matches += expected.size();
            }
        }
        assertThat(matches).isGreaterThan(40_000);
    }

    private static boolean matches(Collection<TopicPattern> patterns, String type) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(type));
    }

    private static List<TopicPattern> patterns(Random random) {
        List<TopicPattern> patterns = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            String text = type(random);
            if (TopicPattern.mistakeIn(text).isEmpty()) {
                patterns.add(new TopicPattern(text));
            }
        }
        return patterns;
    }

    private static String type(Random random) {
        List<String> tokens = new ArrayList<>();
        for (int left = random.nextInt(1, 5); left > 0; left--) {
            tokens.add(TOKENS[random.nextInt(TOKENS.length)]);
        }
        return String.join(".", tokens);
    }

    @Test
    void findsEachReceiverOnceHoweverManyOfItsPatternsMatch() {
        TopicMap<String> map =
                TopicMap.of(
                        Map.of(
                                "everything",
                                topics("order.created", "order.created", "order.*", "order.>", ">"),
                                "exact",
                                topics("order.created", "order.created")));

        assertThat(map.match("order.created")).containsExactlyInAnyOrder("everything", "exact");
        assertThat(TopicMap.of(Map.of("exact", topics("a", "a"))).match("a"))
                .containsExactly("exact");
    }

    @Test
    void findsNobodyWhereNobodyAsked() {
        TopicMap<String> nobody = TopicMap.of(Map.of("silent", List.of()));

        assertThat(nobody.match("order.created")).isEmpty();
        assertThat(nobody.match("")).isEmpty();
        assertThat(TopicMap.of(Map.of()).match("order.created")).isEmpty();
    }

    @Test
    void serves10000Functions() {
        Map<FunctionName, List<TopicPattern>> subscriptions = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            subscriptions.put(
                    new FunctionName("shop", "f" + i),
                    topics("order.created", "order." + i, "region." + i % 100 + ".>"));
        }
        TopicMap<FunctionName> map = TopicMap.of(subscriptions);

        assertThat(map.match("order.created")).hasSize(10_000);
        assertThat(map.match("order.4711")).containsExactly(new FunctionName("shop", "f4711"));
        assertThat(map.match("region.7.eu.west")).hasSize(100);
        assertThat(map.match("region.7")).isEmpty();
    }

    @Test
    void serves1000TopicsOfOneFunction() {
        TopicMap<String> map =
                TopicMap.of(
                        Map.of(
                                "greedy",
                                IntStream.range(0, 1000)
                                        .mapToObj(i -> new TopicPattern("t" + i + ".*"))
                                        .toList()));

        assertThat(map.match("t999.x")).containsExactly("greedy");
        assertThat(map.match("t1000.x")).isEmpty();
    }

    @Test
    void cannotBeChangedThroughWhatItReturns() {
        TopicMap<String> map = TopicMap.of(Map.of("f", topics("a")));
        Collection<String> found = map.match("a");

        assertThatThrownBy(found::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThat(map.match("a")).containsExactly("f");
    }

    private static List<TopicPattern> topics(String... texts) {
        return java.util.Arrays.stream(texts).map(TopicPattern::new).toList();
    }
}
