package com.justfaas.events.topics;

/**
 * A value in an annotation that could not be used.
 *
 * @param annotation its full name
 * @param value the value, or the part of it that is wrong
 * @param mistake what is wrong and what would be right
 */
public record AnnotationMistake(String annotation, String value, String mistake) {

    /** Longest part of a value that is shown, in characters. */
    private static final int MOST_SHOWN = 100;

    /** A mistake that shows the beginning of a long value: it is kept as long as the function. */
    static AnnotationMistake brief(String annotation, String value, String mistake) {
        return new AnnotationMistake(shown(annotation), shown(value), mistake);
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
