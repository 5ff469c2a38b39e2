package com.justfaas.router.http;

import java.util.Locale;

/**
 * What can go wrong at a door, each with its status; the wire has it as a URN. {@code
 * docs/problems.md} and {@code /openapi.json} have their texts from here.
 */
public enum ProblemType {
    MALFORMED_EVENT(
            400,
            "Malformed event",
            "An attribute is missing, empty, too long or unprintable, or the body is no CloudEvent.",
            "Correct what `errors` or `pointer` names."),
    EVENT_LOOP(
            400,
            "Events go in a circle",
            "`justfaashops` says that too many functions in a row have caused each other's events.",
            "See that no function gets, by way of others, what it sends itself."),
    MALFORMED_CALL(
            400,
            "Malformed function call",
            "An event of type `com.justfaas.function.invoked` whose data is no FunctionCall.",
            "Correct what `pointer` names; `Name` is all that must be there."),
    MALFORMED_WEBHOOK_URL(
            400,
            "Malformed webhook URL",
            "`X-Event-Webhook-Url` is no URL that can be called.",
            "Write it like `https://shop.example/hook` or `function://<namespace>/<name>`."),
    MALFORMED_PARAMETER(
            400,
            "Malformed parameter",
            "A parameter of the URL has a value that it does not take.",
            "Correct what `errors` names."),
    TRUNCATED_BODY(
            400,
            "Truncated body",
            "The body ended early, or is not framed as HTTP wants it.",
            "Send the request again; look at what stands between."),
    RESERVED_TYPE(
            403,
            "Reserved event type",
            "The type starts with `com.justfaas.` and is not `com.justfaas.function.invoked`.",
            "Choose a type of your own."),
    FORBIDDEN_WEBHOOK_URL(
            403,
            "Forbidden webhook URL",
            "`X-Event-Webhook-Url` leads where callbacks may not go, such as a private address.",
            "Choose another, or have `FAAS_CALLBACK_ALLOW` allow it."),
    UNKNOWN_FUNCTION(
            404,
            "Unknown function",
            "A call of a function that is not there.",
            "Correct the name; `near` lists functions that may be meant."),
    SLOW_HEAD(
            408,
            "Request head arrived too slowly",
            "Request line and headers did not arrive in time; nothing was stored.",
            "Send the request again, in fewer pieces."),
    SLOW_BODY(
            408,
            "Body arrived too slowly",
            "The body did not arrive in time; nothing was stored.",
            "Send the request again."),
    EVENT_TOO_LARGE(
            413,
            "Event too large",
            "The body, or attributes and data together, are more than `limit` bytes; for a dry run, the batch has more than `limit` events.",
            "Send less, for example a reference to the data; NATS' `max_payload` sets the limit of an event."),
    UNSUPPORTED_FORMAT(
            415,
            "Unsupported format",
            "`Content-Type` names a format or a charset of CloudEvents that is not understood.",
            "Use one that the header `Accept` of the answer lists."),
    UNSUPPORTED_ENCODING(
            415, "Unsupported content encoding", "The body is compressed.", "Send it as it is."),
    HEADERS_TOO_LARGE(
            431,
            "Headers too large",
            "Request line and headers, or the attributes together, are more than the server takes, or there are more than `limit` headers.",
            "Put what is large, or much, into the data."),
    STREAM_FULL(
            503,
            "No room for more events",
            "The stream is full of events that are not delivered yet; nothing was stored.",
            "Send it again after `Retry-After`; see which function does not get its events."),
    STREAM_UNAVAILABLE(
            503,
            "Events cannot be stored just now",
            "NATS is away, or did not confirm in time; the event may be stored.",
            "Send it again after `Retry-After`, with the same source and id."),
    NOT_READY(
            503,
            "Not ready yet",
            "The functions are not all known yet, and the answer depends on them.",
            "Ask again after `Retry-After`."),
    OVERLOADED(
            503,
            "Too much at once",
            "Too many bytes or requests are at work; nothing was stored.",
            "Send it again after `Retry-After`."),
    SHUTTING_DOWN(
            503,
            "Shutting down",
            "This replica stops; the others go on.",
            "Send it again on a new connection.");

    private final int status;
    private final String title;
    private final String when;
    private final String remedy;

    ProblemType(int status, String title, String when, String remedy) {
        this.status = status;
        this.title = title;
        this.when = when;
        this.remedy = remedy;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** What happened, in Markdown. */
    public String when() {
        return when;
    }

    /** What a client may do, in Markdown. */
    public String remedy() {
        return remedy;
    }

    /** For example {@code urn:justfaas:problem:reserved-type}. */
    public String urn() {
        return "urn:justfaas:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
