package com.justfaas.router.functions;

import com.justfaas.events.topics.AnnotationMistake;
import com.justfaas.events.topics.NearMiss;
import com.justfaas.events.topics.NearMisses;
import com.justfaas.events.topics.TopicPattern;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who gets an event, and who nearly does. Both doors write it as JSON, so lists are cut where
 * nobody would read on.
 *
 * @param moreReceivers how many more there are than are listed
 * @param nearMisses the nearest first; a function is named once, with its nearest topic
 * @param moreNearMisses how many more there are than are listed
 */
public record Audience(
        List<Receiver> receivers,
        int moreReceivers,
        List<NearReceiver> nearMisses,
        int moreNearMisses) {

    static final int MOST_RECEIVERS = 1000;
    static final int MOST_NEAR = 10;

    /** Of an event that no function gets, or nearly gets. */
    public static final Audience NOBODY = new Audience(List.of(), 0, List.of(), 0);

    private static final Comparator<NearReceiver> NEAREST_FIRST =
            Comparator.comparing(NearReceiver::reason)
                    .thenComparing(NearReceiver::namespace)
                    .thenComparing(NearReceiver::name);

    /**
     * A function that gets it.
     *
     * @param topic of its topics the first that matches, or null when it is called by its name
     * @param paused whether it gets it only when somebody resumes it
     */
    public record Receiver(String namespace, String name, @Nullable String topic, boolean paused) {

        private static Receiver of(KnownFunction function, @Nullable String topic) {
            return new Receiver(
                    function.name().namespace(),
                    function.name().name(),
                    topic,
                    function.subscription().policy().paused());
        }
    }

    /**
     * A function that does not get it, and almost does.
     *
     * @param topic as its annotation has it
     * @param why for people
     */
    public record NearReceiver(
            String namespace, String name, String topic, NearMiss.Kind reason, String why) {

        private static NearReceiver of(KnownFunction function, String topic, NearMiss miss) {
            return new NearReceiver(
                    function.name().namespace(),
                    function.name().name(),
                    topic,
                    miss.kind(),
                    miss.why());
        }
    }

    public Audience {
        receivers = List.copyOf(receivers);
        nearMisses = List.copyOf(nearMisses);
    }

    /**
     * Of an event of this type, which alone decides. Looks at every function: for people, not for
     * deliveries.
     */
    public static Audience of(FunctionSnapshot functions, String type) {
        Collection<KnownFunction> matched = functions.match(type);
        Set<KnownFunction> getIt = new HashSet<>(matched);
        List<NearReceiver> near =
                functions.functions().stream()
                        .filter(function -> !getIt.contains(function))
                        .flatMap(function -> nearest(function, type).stream())
                        .sorted(NEAREST_FIRST)
                        .toList();
        return new Audience(
                matched.stream()
                        .sorted(Comparator.comparing(KnownFunction::name))
                        .limit(MOST_RECEIVERS)
                        .map(function -> Receiver.of(function, topic(function, type)))
                        .toList(),
                Math.max(0, matched.size() - MOST_RECEIVERS),
                near.stream().limit(MOST_NEAR).toList(),
                Math.max(0, near.size() - MOST_NEAR));
    }

    /** Of a call: the function that it names. */
    public static Audience ofCall(KnownFunction called) {
        return new Audience(List.of(Receiver.of(called, null)), 0, List.of(), 0);
    }

    private static @Nullable String topic(KnownFunction function, String type) {
        return function.subscription().topics().stream()
                .filter(topic -> topic.matches(type))
                .map(TopicPattern::text)
                .findFirst()
                .orElse(null);
    }

    private static Optional<NearReceiver> nearest(KnownFunction function, String type) {
        return Stream.concat(nearTopics(function, type), nearMistakes(function, type))
                .min(Comparator.comparing(NearReceiver::reason));
    }

    private static Stream<NearReceiver> nearTopics(KnownFunction function, String type) {
        return function.subscription().topics().stream()
                .flatMap(
                        topic ->
                                NearMisses.of(topic, type)
                                        .map(miss -> NearReceiver.of(function, topic.text(), miss))
                                        .stream());
    }

    private static Stream<NearReceiver> nearMistakes(KnownFunction function, String type) {
        return function.subscription().mistakes().stream()
                .flatMap(
                        (AnnotationMistake mistake) ->
                                NearMisses.of(mistake, type)
                                        .map(
                                                miss ->
                                                        NearReceiver.of(
                                                                function, mistake.value(), miss))
                                        .stream());
    }
}
