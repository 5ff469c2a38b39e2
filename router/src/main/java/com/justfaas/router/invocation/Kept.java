package com.justfaas.router.invocation;

/** How much of a response is kept, by what it is for. The rest is read and dropped. */
public enum Kept {
    /**
     * The beginning, to be shown with a failure: nothing else is done with what webhooks return.
     */
    EXCERPT,
    /** The beginning; all of it when it is an event. */
    REPLY,
    /** All of it, for a callback. */
    BODY
}
