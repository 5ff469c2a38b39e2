package com.justfaas.operator.function;

/**
 * A condition without its times.
 *
 * @param type the condition's type
 * @param holds whether it is the case
 * @param reason one CamelCase word
 * @param message for people
 */
record Finding(String type, boolean holds, String reason, String message) {

    static final String READY = "Ready";
    static final String SPEC_VALID = "SpecValid";
    static final String ANNOTATIONS_VALID = "AnnotationsValid";
    static final String EVENTS_REGISTERED = "EventsRegistered";

    /** Not part of {@link #READY}: a function that somebody paused is as it should be. */
    static final String DELIVERING = "Delivering";

    static Finding good(String type, String reason, String message) {
        return new Finding(type, true, reason, message);
    }

    static Finding bad(String type, String reason, String message) {
        return new Finding(type, false, reason, message);
    }
}
