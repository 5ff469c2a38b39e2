package com.justfaas.router.callback;

import com.justfaas.events.EventTypes;
import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.Payload;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.StoredEvent;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A callback as it travels: an event of type {@value EventTypes#CALLBACK} whose data is the
 * response, and whose extension attributes say which function answered what.
 */
public final class CallbackEvents {

    private static final String FUNCTION = "functionname";
    private static final String NAMESPACE = "functionnamespace";
    private static final String STATUS = "functionstatus";
    private static final String EVENT = "eventid";
    private static final String DEAD_LETTER = "deadletter";
    private static final String BODY_OMITTED = "bodyomitted";
    private static final int MAX_CONTENT_TYPE = 256;

    private CallbackEvents() {}

    /**
     * What a function last answered; status 0 and no body when it did not.
     *
     * @param omitted whether there was a body that is too large for a callback
     */
    public record Response(
            int status, @Nullable String contentType, Payload body, boolean omitted) {

        /** As it came, as far as it was kept. */
        public Response(int status, @Nullable String contentType, Payload body) {
            this(status, contentType, body, false);
        }

        /** Without its body, rather than with a part of it that looks like the whole. */
        public Response withoutBody() {
            return new Response(status, null, Payload.EMPTY, true);
        }
    }

    /**
     * The callback that is due after a delivery, or empty when nobody asked for one.
     *
     * @param dead whether the delivery was given up
     */
    public static Optional<StoredEvent> after(
            DeliveryRecord record, Response response, boolean dead) {
        CloudEvent event = record.event().event();
        if (event.getType().equals(EventTypes.CALLBACK)) {
            return Optional.empty();
        }
        return record.event()
                .callback()
                .map(url -> new StoredEvent(event(record, response, dead), url));
    }

    private static CloudEvent event(DeliveryRecord record, Response response, boolean dead) {
        CloudEvent event = record.event().event();
        CloudEventBuilder builder =
                CloudEventBuilder.v1()
                        // the same for the same outcome, so that a repetition is recognised; a
                        // redriven
                        // delivery was accepted anew, and has an outcome of its own
                        .withId(
                                "%d-%d/%s/%s"
                                        .formatted(
                                                record.eventSequence(),
                                                record.acceptedAt().toEpochMilli(),
                                                record.function(),
                                                dead ? "dead" : "done"))
                        .withSource(event.getSource())
                        .withType(EventTypes.CALLBACK)
                        .withExtension(FUNCTION, record.function().name())
                        .withExtension(NAMESPACE, record.function().namespace())
                        .withExtension(STATUS, Integer.toString(response.status()))
                        .withExtension(EVENT, event.getId());
        if (dead) {
            builder.withExtension(DEAD_LETTER, "true");
        }
        if (response.omitted()) {
            builder.withExtension(BODY_OMITTED, "true");
        }
        String contentType = response.contentType();
        if (contentType != null
                && !contentType.isBlank()
                && contentType.length() <= MAX_CONTENT_TYPE) {
            builder.withDataContentType(contentType);
        }
        if (!response.body().isEmpty()) {
            builder.withData(response.body().bytes());
        }
        return builder.build();
    }

    /** The subject that a callback is stored under; empty when its URL leads nowhere. */
    public static Optional<String> subject(StoredEvent callback) {
        return callback.callback().flatMap(CallbackEvents::subject);
    }

    private static Optional<String> subject(String url) {
        try {
            return Optional.of(
                            Names.Subjects.callback(
                                    switch (CallbackTarget.of(url)) {
                                        case CallbackTarget.Web web -> web.lane();
                                        case CallbackTarget.Function function -> function.name();
                                    }))
                    .filter(subject -> subject.length() <= Names.Subjects.MAX_LENGTH);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The function that answered. */
    public static FunctionName answered(CloudEvent callback) {
        return new FunctionName(text(callback, NAMESPACE), text(callback, FUNCTION));
    }

    public static String status(CloudEvent callback) {
        return text(callback, STATUS);
    }

    /** The id of the event that the function got. */
    public static String eventId(CloudEvent callback) {
        return text(callback, EVENT);
    }

    public static boolean isDeadLetter(CloudEvent callback) {
        return text(callback, DEAD_LETTER).equals("true");
    }

    /** Whether the function's answer had a body that was too large. */
    public static boolean isBodyOmitted(CloudEvent callback) {
        return text(callback, BODY_OMITTED).equals("true");
    }

    private static String text(CloudEvent callback, String name) {
        Object value = callback.getExtension(name);
        return value == null ? "-" : value.toString();
    }
}
