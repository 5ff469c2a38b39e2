package com.justfaas.router.http;

import com.justfaas.events.Payload;

/** What became of reading a request's body. */
public sealed interface Body {

    /** All of it. */
    record Whole(Payload payload) implements Body {}

    /**
     * More than the limit, as announced or as read so far.
     *
     * @param limit in bytes
     */
    record TooLarge(long limit) implements Body {}

    /** There was no room in memory for it just now. */
    record NoRoom() implements Body {}

    /** It did not arrive in time. */
    record TooSlow() implements Body {}

    /**
     * It ended early or was not framed as HTTP wants it; the client may be gone.
     *
     * @param reason for the log and for a client that still listens
     */
    record Broken(String reason) implements Body {}
}
