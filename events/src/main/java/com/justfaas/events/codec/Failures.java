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

    /** Most bytes that a detail or a response may take as the value of a header. */
    public static final int MAX_ENCODED = 2048;

    public Failures {
        detail = capped(detail);
        response = capped(response);
    }

    /** The same history, with one more failure. */
    public Failures and(Instant now, int newStatus, String newDetail, String newResponse) {
        return new Failures(first, now, newStatus, newDetail, newResponse);
    }

    /** The same history, its last failure told in other words. */
    Failures explained(String newDetail) {
        return new Failures(first, last, status, newDetail, response);
    }

    /** As much of the beginning as takes at most {@value #MAX_ENCODED} bytes. */
    public static String capped(String text) {
        String capped = text.substring(0, Math.min(text.length(), MAX_ENCODED));
        while (AttributeText.encode(capped).length() > MAX_ENCODED) {
            capped = capped.substring(0, capped.length() * 3 / 4);
        }
        return capped;
    }
}
