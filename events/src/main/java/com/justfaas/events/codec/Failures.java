package com.justfaas.events.codec;

import java.time.Instant;

/**
 * What went wrong with a delivery.
 *
 * @param first when an attempt failed for the first time
 * @param last when one failed for the last time
 * @param status of the last answer; 0 when there was none
 * @param detail one line for people
 * @param response the beginning of the last answer's body, as text
 */
public record Failures(Instant first, Instant last, int status, String detail, String response) {

    /** Most characters kept of a detail and of a response. */
    public static final int MAX_LENGTH = 1024;

    public Failures {
        detail = capped(detail);
        response = capped(response);
    }

    /** The same history, with one more failure. */
    public Failures and(Instant now, int newStatus, String newDetail, String newResponse) {
        return new Failures(first, now, newStatus, newDetail, newResponse);
    }

    private static String capped(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
    }
}
