package com.justfaas.router.http;

import java.util.Locale;

/** What can go wrong at a door, each with its status; the wire has it as a URN. */
public enum ProblemType {
    MALFORMED_EVENT(400, "Malformed event"),
    EVENT_LOOP(400, "Events go in a circle"),
    MALFORMED_CALL(400, "Malformed function call"),
    MALFORMED_WEBHOOK_URL(400, "Malformed webhook URL"),
    TRUNCATED_BODY(400, "Truncated body"),
    RESERVED_TYPE(403, "Reserved event type"),
    FORBIDDEN_WEBHOOK_URL(403, "Forbidden webhook URL"),
    UNKNOWN_FUNCTION(404, "Unknown function"),
    SLOW_BODY(408, "Body arrived too slowly"),
    EVENT_TOO_LARGE(413, "Event too large"),
    UNSUPPORTED_FORMAT(415, "Unsupported format"),
    UNSUPPORTED_ENCODING(415, "Unsupported content encoding"),
    HEADERS_TOO_LARGE(431, "Headers too large"),
    STREAM_FULL(503, "No room for more events"),
    STREAM_UNAVAILABLE(503, "Events cannot be stored just now"),
    NOT_READY(503, "Not ready yet"),
    OVERLOADED(503, "Too many bytes in flight"),
    SHUTTING_DOWN(503, "Shutting down");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** For example {@code urn:justfaas:problem:reserved-type}. */
    public String urn() {
        return "urn:justfaas:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
