package com.justfaas.events.topics;

/**
 * A value in an annotation that could not be used.
 *
 * @param annotation its full name
 * @param value the value, or the part of it that is wrong
 * @param mistake what is wrong and what would be right
 */
public record AnnotationMistake(String annotation, String value, String mistake) {

    /** One line for people: {@code justfaas.com/event-timeout: "5": is not a duration; …}. */
    @Override
    public String toString() {
        return "%s: \"%s\" %s".formatted(annotation, value, mistake);
    }
}
