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

    /** Those that start with {@code event-}, too: that group of names has no other owner. */
    static List<AnnotationMistake> ofEvents(
            Map<String, String> annotations, Collection<String> known) {
        return mistakes(
                annotations,
                known,
                name ->
                        isOfEvents(name)
                                ? Optional.of(meant(name, known))
                                : Neighbours.within(1, name, known)
                                        .map("; did you mean %s?"::formatted));
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
        return AnnotationMistake.brief(
                name,
                annotations.getOrDefault(name, ""),
                "is not used, because there is no such annotation" + advice);
    }

    private static boolean isOfEvents(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith(EVENTS);
    }

    /** The prefix counts for nothing: with it, any two names would be alike. */
    private static String meant(String name, Collection<String> known) {
        List<String> locals = known.stream().map(full -> full.substring(PREFIX.length())).toList();
        return Neighbours.nearest(name.substring(PREFIX.length()), locals)
                .map(near -> "; did you mean %s%s?".formatted(PREFIX, near))
                .orElseGet(() -> "; there are " + String.join(", ", locals));
    }
}
