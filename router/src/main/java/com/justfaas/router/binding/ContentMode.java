package com.justfaas.router.binding;

import com.justfaas.events.Names;
import com.justfaas.events.codec.JsonEvents;
import com.justfaas.events.codec.MalformedEventException;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.v1.CloudEventV1;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a message carries events. */
public enum ContentMode {
    /** Ours: the body is the data, {@code X-Event-*} the attributes. */
    HEADERS,
    /** CloudEvents: the body is the data, {@code ce-*} the attributes. */
    BINARY,
    /** CloudEvents: the body is an event in the JSON format. */
    STRUCTURED,
    /** CloudEvents: the body is a JSON array of events. */
    BATCHED;

    /** What is wrong with a content type for which {@link #of} finds no mode. */
    public static final String UNSUPPORTED =
            "names an event format that is not supported; it takes application/cloudevents+json and application/cloudevents-batch+json, in UTF-8";

    private static final String CLOUD_EVENTS = "application/cloudevents";
    private static final String STRUCTURED_JSON = "application/cloudevents+json";
    private static final String BATCHED_JSON = "application/cloudevents-batch+json";
    private static final String SPEC_VERSION = Names.Headers.CE_PREFIX + CloudEventV1.SPECVERSION;
    private static final String CHARSET = "charset=";

    /** JSON may need more than the event that it describes: base64 a third, escapes more. */
    private static final int STRUCTURED_FACTOR = 2;

    private static final long ATTRIBUTES = 64 * 1024;

    /**
     * The mode, by the HTTP binding (section 3), or empty for an event format or a charset that is
     * not supported.
     *
     * @throws MalformedEventException when the content type cannot be read
     */
    public static Optional<ContentMode> of(MessageHeaders headers) {
        String[] contentType =
                headers.text(Names.Headers.CONTENT_TYPE)
                        .orElse("")
                        .toLowerCase(Locale.ROOT)
                        .split(";", -1);
        String mediaType = contentType[0].trim();
        if (!mediaType.startsWith(CLOUD_EVENTS)) {
            return Optional.of(carriesAttributes(headers) ? BINARY : HEADERS);
        }
        for (int i = 1; i < contentType.length; i++) {
            if (!isUtf8(contentType[i].trim())) {
                return Optional.empty();
            }
        }
        return switch (mediaType) {
            case STRUCTURED_JSON -> Optional.of(STRUCTURED);
            case BATCHED_JSON -> Optional.of(BATCHED);
            default -> Optional.empty();
        };
    }

    /** Whether the headers claim that the message is an event or several, be it true or not. */
    public static boolean isClaimed(MessageHeaders headers) {
        return headers.names().contains(SPEC_VERSION)
                || headers.last(Names.Headers.CONTENT_TYPE)
                        .filter(type -> type.toLowerCase(Locale.ROOT).startsWith(CLOUD_EVENTS))
                        .isPresent();
    }

    /**
     * The events of a message that is in this mode, in order.
     *
     * @throws MalformedEventException naming the header or the JSON pointer of what is wrong
     */
    public List<CloudEvent> read(EventMessage message) {
        return switch (this) {
            case HEADERS -> throw new IllegalStateException("its headers are not CloudEvents'");
            case BINARY -> List.of(BinaryModeEvents.read(message));
            case STRUCTURED -> List.of(JsonEvents.readOne(message.body()));
            case BATCHED -> JsonEvents.readBatch(message.body());
        };
    }

    /** Largest body of one event, when NATS takes events of at most {@code event} bytes. */
    public long most(long event) {
        return switch (this) {
            case HEADERS, BINARY -> event;
            case STRUCTURED, BATCHED -> STRUCTURED_FACTOR * event + ATTRIBUTES;
        };
    }

    /** Where the attribute stands in this mode, for the sender: a header or a JSON pointer. */
    public String place(String attribute, int index) {
        return switch (this) {
            case HEADERS ->
                    "X-Event-%s%s"
                            .formatted(
                                    attribute.substring(0, 1).toUpperCase(Locale.ROOT),
                                    attribute.substring(1));
            case BINARY -> Names.Headers.CE_PREFIX + attribute;
            case STRUCTURED -> "/" + attribute;
            case BATCHED -> "/%d/%s".formatted(index, attribute);
        };
    }

    /** The JSON pointer of the data in the body, empty where the body is the data. */
    public String dataPointer(int index) {
        return switch (this) {
            case HEADERS, BINARY -> "";
            case STRUCTURED, BATCHED -> place("data", index);
        };
    }

    private static boolean carriesAttributes(MessageHeaders headers) {
        return headers.names().stream().anyMatch(n -> n.startsWith(Names.Headers.CE_PREFIX));
    }

    private static boolean isUtf8(String parameter) {
        return !parameter.startsWith(CHARSET)
                || parameter.substring(CHARSET.length()).replace("\"", "").equals("utf-8");
    }
}
