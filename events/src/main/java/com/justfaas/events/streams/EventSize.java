package com.justfaas.events.streams;

import com.justfaas.events.codec.MalformedEventException;
import com.justfaas.events.codec.NatsEvents;
import com.justfaas.events.codec.StoredEvent;

/**
 * How large an event may be, in bytes: each may have to be copied to the backlog or to the dead
 * letters, with notes of what became of it.
 */
final class EventSize {

    /** Room for what is noted on a copy. */
    static final int COPY_RESERVE = 8 * 1024;

    /** Most bytes of an event's headers: the server takes 64 KiB, whatever its max_payload. */
    static final int MAX_HEADERS = 64 * 1024 - COPY_RESERVE;

    /** Percent-encoding makes three of a byte. */
    private static final int GROWTH = 3;

    private EventSize() {}

    /** Most bytes of headers and data together. */
    static long most(long maxPayload) {
        return Math.max(1, maxPayload - COPY_RESERVE);
    }

    /**
     * Whether a message of that size surely becomes an event that fits, whatever percent-encoding
     * and a type and source from the subject add to its headers.
     */
    static boolean surelyFits(long headers, long data, long maxPayload) {
        long grown = GROWTH * headers + COPY_RESERVE;
        return grown <= MAX_HEADERS && grown + data <= most(maxPayload);
    }

    /**
     * Checks an event that somebody published by himself.
     *
     * @throws MalformedEventException when no copy of it could be stored
     */
    static void check(StoredEvent event, long maxPayload) {
        long headers = NatsEvents.headers(event).serializedLength();
        if (headers > MAX_HEADERS) {
            throw new MalformedEventException(
                    "",
                    "has attributes of %d bytes together; %d is the most"
                            .formatted(headers, MAX_HEADERS));
        }
        long size = headers + event.data().size();
        if (size > most(maxPayload)) {
            throw new MalformedEventException(
                    "",
                    "has attributes and data of %d bytes together; %d is the most"
                            .formatted(size, most(maxPayload)));
        }
    }
}
