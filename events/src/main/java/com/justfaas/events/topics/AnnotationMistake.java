package com.justfaas.events.topics;

/**
 * A value in an annotation that could not be used.
 *
 * @param annotation its full name
 * @param value the value, or the part of it that is wrong
 * @param mistake what is wrong and what would be right
 * @param meant the topics that are not used because of it, as far as they are kept; the value when
 *     it is short
 */
public record AnnotationMistake(String annotation, String value, String mistake, String meant) {

    /** Longest part of a value that is shown, in characters. */
    private static final int MOST_SHOWN = 100;

    /** Longest text that types are compared with, in characters. */
    static final int MOST_MEANT = 2000;

    public AnnotationMistake(String annotation, String value, String mistake) {
        this(annotation, value, mistake, value);
    }

    /** A mistake that shows the beginning of a long value: it is kept as long as the function. */
    static AnnotationMistake brief(String annotation, String value, String mistake) {
        return new AnnotationMistake(shown(annotation), shown(value), mistake);
    }

    /** The same, which keeps more of the topics that are not used. */
    static AnnotationMistake unused(String annotation, String value, String mistake, String meant) {
        return new AnnotationMistake(shown(annotation), shown(value), mistake, bounded(meant));
    }

    /** How many topics take as long to compare with a type. */
    public int weight() {
        return 1 + meant.length() / MOST_SHOWN;
    }

    private static String bounded(String topics) {
        return topics.length() <= MOST_MEANT
                ? topics
                : topics.substring(0, Math.max(0, topics.lastIndexOf(',', MOST_MEANT)));
    }

    private static String shown(String text) {
        return text.codePointCount(0, text.length()) <= MOST_SHOWN
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MOST_SHOWN)) + "…";
    }

    /** One line for people: {@code justfaas.com/event-timeout: "5": is not a duration; …}. */
    @Override
    public String toString() {
        return "%s: \"%s\" %s".formatted(annotation, value, mistake);
    }
}
