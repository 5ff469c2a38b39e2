package com.justfaas.router.functions;

import com.justfaas.events.topics.AnnotationMistake;
import com.justfaas.events.topics.NearMisses;
import com.justfaas.events.topics.Subscription;
import com.justfaas.router.functions.Audience.NearReceiver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The functions whose topics nearly match a type.
 *
 * @param found each once, with its nearest topic
 * @param incomplete whether not all topics were compared
 */
record NearReceivers(List<NearReceiver> found, boolean incomplete) {

    NearReceivers {
        found = List.copyOf(found);
    }

    /**
     * Those that do not get events of the type and nearly do.
     *
     * @param most topics to compare
     */
    static NearReceivers of(FunctionSnapshot functions, String type, int most) {
        Set<KnownFunction> askForIt = new HashSet<>(functions.match(type));
        List<NearReceiver> found = new ArrayList<>();
        int left = most;
        for (KnownFunction function : functions.functions()) {
            if (askForIt.contains(function)) {
                continue;
            }
            left -= topics(function.subscription());
            if (left < 0) {
                return new NearReceivers(found, true);
            }
            nearest(function, type).ifPresent(found::add);
        }
        return new NearReceivers(found, false);
    }

    private static int topics(Subscription subscription) {
        return subscription.topics().size()
                + subscription.mistakes().stream().mapToInt(AnnotationMistake::weight).sum();
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
                        mistake ->
                                NearMisses.of(mistake, type)
                                        .map(
                                                miss ->
                                                        NearReceiver.of(
                                                                function, mistake.value(), miss))
                                        .stream());
    }
}
