package com.justfaas.router.functions;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.justfaas.events.filter.EventFilter;
import com.justfaas.events.topics.NearMiss;
import com.justfaas.events.topics.TopicPattern;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who gets an event, and who nearly does. Both doors write it as JSON, so lists are cut where
 * nobody would read on.
 *
 * @param moreReceivers how many more there are than are listed
 * @param nearMisses the nearest first; a function is named once, with its nearest topic
 * @param moreNearMisses how many more there are than are listed
 * @param nearMissesIncomplete whether there are more topics than were compared with the type
 */
public record Audience(
        List<Receiver> receivers,
        int moreReceivers,
        List<NearReceiver> nearMisses,
        int moreNearMisses,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean nearMissesIncomplete) {

    /**
     * Most topics that a request has compared with its types, to find near misses: senders choose
     * the types and how many there are.
     */
    public static final int MOST_COMPARED = 100_000;

    static final int MOST_RECEIVERS = 1000;
    static final int MOST_NEAR = 10;

    /** Of an event that no function gets, or nearly gets. */
    public static final Audience NOBODY = new Audience(List.of(), 0, List.of(), 0, false);

    private static final Comparator<NearReceiver> NEAREST_FIRST =
            Comparator.comparing(NearReceiver::reason)
                    .thenComparing(NearReceiver::namespace)
                    .thenComparing(NearReceiver::name);

    /**
     * A function that gets it.
     *
     * @param topic of its topics the first that matches, or null when it is called by its name,
     *     which asks no filter
     * @param filter that it has, or null; for an event it is one that the event passes
     * @param paused whether it gets it only when somebody resumes it
     */
    public record Receiver(
            String namespace,
            String name,
            @Nullable String topic,
            @Nullable String filter,
            boolean paused) {

        private static Receiver of(KnownFunction function, @Nullable String topic) {
            return new Receiver(
                    function.name().namespace(),
                    function.name().name(),
                    topic,
                    topic == null ? null : function.subscription().filter().written().orElse(null),
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

        private static NearReceiver filtered(KnownFunction function, String type, String why) {
            String topic = Objects.requireNonNull(Audience.topic(function, type));
            return of(function, topic, new NearMiss(NearMiss.Kind.Filter, why));
        }

        static NearReceiver of(KnownFunction function, String topic, NearMiss miss) {
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
     * Of an event. Looks at every function: for people, not for deliveries.
     *
     * @param mostCompared its part of {@link #MOST_COMPARED}
     */
    public static Audience of(FunctionSnapshot functions, CloudEvent event, int mostCompared) {
        Match match = functions.match(event);
        return of(
                functions,
                event.getType(),
                match.receivers(),
                match.filtered().stream()
                        .map(
                                kept ->
                                        NearReceiver.filtered(
                                                kept.function(),
                                                event.getType(),
                                                kept.verdict().why()))
                        .toList(),
                mostCompared);
    }

    /** Of events of a type, as far as that decides: good filters are named, and not asked. */
    public static Audience ofType(FunctionSnapshot functions, String type) {
        List<KnownFunction> receivers = new ArrayList<>();
        List<NearReceiver> filtered = new ArrayList<>();
        for (KnownFunction function : functions.match(type)) {
            if (function.subscription().filter() instanceof EventFilter.Unreadable unreadable) {
                filtered.add(
                        NearReceiver.filtered(
                                function, type, "the filter " + unreadable.mistake()));
            } else {
                receivers.add(function);
            }
        }
        return of(functions, type, receivers, filtered, MOST_COMPARED);
    }

    private static Audience of(
            FunctionSnapshot functions,
            String type,
            Collection<KnownFunction> receivers,
            List<NearReceiver> filtered,
            int mostCompared) {
        NearReceivers others = NearReceivers.of(functions, type, mostCompared);
        List<NearReceiver> near =
                Stream.concat(filtered.stream(), others.found().stream())
                        .sorted(NEAREST_FIRST)
                        .toList();
        return new Audience(
                receivers.stream()
                        .sorted(Comparator.comparing(KnownFunction::name))
                        .limit(MOST_RECEIVERS)
                        .map(function -> Receiver.of(function, topic(function, type)))
                        .toList(),
                Math.max(0, receivers.size() - MOST_RECEIVERS),
                near.stream().limit(MOST_NEAR).toList(),
                Math.max(0, near.size() - MOST_NEAR),
                others.incomplete());
    }

    /** Of a call: the function that it names. */
    public static Audience ofCall(KnownFunction called) {
        return new Audience(List.of(Receiver.of(called, null)), 0, List.of(), 0, false);
    }

    private static @Nullable String topic(KnownFunction function, String type) {
        return function.subscription().topics().stream()
                .filter(topic -> topic.matches(type))
                .map(TopicPattern::text)
                .findFirst()
                .orElse(null);
    }
}
