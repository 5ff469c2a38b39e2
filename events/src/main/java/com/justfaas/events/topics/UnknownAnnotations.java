package com.justfaas.events.topics;

import com.justfaas.events.Neighbours;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Annotations with the platform's prefix whose name is not known and looks like a typo. Other names
 * with that prefix are left alone: they may be another component's.
 */
public final class UnknownAnnotations {

    private static final String PREFIX = "justfaas.com/";
    private static final String EVENTS = PREFIX + "event-";

    /** Most mistakes of one function. */
    private static final int MOST = 20;

    private UnknownAnnotations() {}

    /**
     * Those whose name is one edit away from a known one, ignoring case.
     *
     * @param known full names
     */
    public static List<AnnotationMistake> near(
            Map<String, String> annotations, Collection<String> known) {
        return mistakes(
                annotations,
                known,
                name -> Neighbours.within(1, name, known).map("; did you mean %s?"::formatted));
    }

    /** Whether an unknown name was most likely meant to be this one of the events' names. */
    static boolean standsFor(String known, String name) {
        return name.toLowerCase(Locale.ROOT).startsWith(PREFIX)
                && meantBy(name, EventAnnotations.KNOWN).filter(known::equals).isPresent();
    }

    /** Those that start with {@code event-}, too: that group of names has no other owner. */
    static List<AnnotationMistake> ofEvents(
            Map<String, String> annotations, Collection<String> known) {
        return mistakes(
                annotations,
                known,
                name ->
                        meantBy(name, known)
                                .map("; did you mean %s?"::formatted)
                                .or(() -> all(name, known)));
    }

    private static List<AnnotationMistake> mistakes(
            Map<String, String> annotations,
            Collection<String> known,
            Function<String, Optional<String>> advice) {
        return annotations.keySet().stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(PREFIX))
                .filter(name -> !known.contains(name))
                .sorted()
                .flatMap(
                        name ->
                                advice
                                        .apply(name)
                                        .map(text -> mistake(name, annotations, text))
                                        .stream())
                .limit(MOST)
                .toList();
    }

    private static AnnotationMistake mistake(
            String name, Map<String, String> annotations, String advice) {
        String value = annotations.getOrDefault(name, "");
        String mistake = "is not used, because there is no such annotation" + advice;
        return standsFor(EventAnnotations.EVENT_TYPE, name)
                ? AnnotationMistake.unused(name, value, mistake, value)
                : AnnotationMistake.brief(name, value, mistake);
    }

    private static boolean isOfEvents(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith(EVENTS);
    }

    /** The prefix counts for nothing: with it, any two names would be alike. */
    private static Optional<String> meantBy(String name, Collection<String> known) {
        return isOfEvents(name)
                ? Neighbours.nearest(name.substring(PREFIX.length()), locals(known))
                        .map(PREFIX::concat)
                : Neighbours.within(1, name, known);
    }

    private static Optional<String> all(String name, Collection<String> known) {
        return isOfEvents(name)
                ? Optional.of("; there are " + String.join(", ", locals(known)))
                : Optional.empty();
    }

    private static List<String> locals(Collection<String> known) {
        return known.stream().map(full -> full.substring(PREFIX.length())).toList();
    }
}
