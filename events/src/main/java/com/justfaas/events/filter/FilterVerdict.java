package com.justfaas.events.filter;

/** What a filter says of an event. */
public sealed interface FilterVerdict {

    /** The function wants it. */
    record Passes() implements FilterVerdict {}

    /**
     * The function does not get it.
     *
     * @param why for people
     */
    record Refuses(Cause cause, String why) implements FilterVerdict {}

    /** Why an event does not pass. */
    enum Cause {
        /** The expression is false. */
        FALSE,
        /**
         * The expression cannot be evaluated for this event, for example because an attribute is
         * missing. CloudEvents SQL, section 1.2: such an event must not pass.
         */
        ERROR,
        /** The expression takes more steps for this event than one may. */
        EXPENSIVE,
        /** The expression itself is wrong. */
        UNREADABLE
    }
}
