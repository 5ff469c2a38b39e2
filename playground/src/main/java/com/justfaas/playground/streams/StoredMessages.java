package com.justfaas.playground.streams;

import com.justfaas.events.EventTypes;
import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.Payload;
import com.justfaas.events.codec.AttributeText;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.DeliveryRecords;
import com.justfaas.events.codec.MalformedEventException;
import com.justfaas.events.codec.NatsEvents;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.playground.gateway.Traffic;
import io.cloudevents.CloudEvent;
import io.nats.client.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Reads messages of FaaS Events; other messages are read as far as they go. */
final class StoredMessages {

    private static final String FUNCTION_SCHEME = "function://";

    private StoredMessages() {}

    static Traffic.DeadLettered deadLetter(Message message, Instant now) {
        FunctionName receiver =
                Names.Subjects.functionOfDeadLetter(message.getSubject())
                        .orElse(new FunctionName("_", message.getSubject()));
        try {
            return deadLetter(
                    DeliveryRecords.read(
                            receiver,
                            message.getSubject(),
                            message.getHeaders(),
                            Payload.of(message.getData()),
                            0),
                    reason(message),
                    now);
        } catch (MalformedEventException e) {
            return new Traffic.DeadLettered(
                    now,
                    receiver.toString(),
                    "",
                    "",
                    reason(message),
                    Duration.between(acceptedAt(message).orElse(now), now));
        }
    }

    private static Traffic.DeadLettered deadLetter(
            DeliveryRecord record, String reason, Instant now) {
        String type = record.event().event().getType();
        return new Traffic.DeadLettered(
                now,
                record.function().toString(),
                switch (type) {
                    case EventTypes.CALLBACK -> "callback";
                    case EventTypes.FUNCTION_INVOKED -> "call";
                    default -> type;
                },
                Integer.toString(record.attempts()),
                reason,
                Duration.between(record.acceptedAt(), now));
    }

    /** {@code Rejected, 400 …}. */
    private static String reason(Message message) {
        String detail = header(message, Names.Headers.LAST_DETAIL);
        String response = header(message, Names.Headers.LAST_RESPONSE).strip();
        return header(message, Names.Headers.REASON)
                + (detail.isEmpty() ? "" : ", " + detail)
                + (response.isEmpty() ? "" : ": " + response);
    }

    /** Empty for a callback to a function: that one passes the gateway. */
    static Optional<Traffic.CallbackSent> callback(Message message, Instant now) {
        try {
            StoredEvent stored =
                    NatsEvents.read(
                            message.getSubject(),
                            message.getHeaders(),
                            Payload.of(message.getData()),
                            0);
            return stored.callback()
                    .filter(url -> !url.startsWith(FUNCTION_SCHEME))
                    .map(url -> sent(stored, url, now));
        } catch (MalformedEventException e) {
            return Optional.empty();
        }
    }

    private static Traffic.CallbackSent sent(StoredEvent stored, String url, Instant now) {
        CloudEvent event = stored.event();
        return new Traffic.CallbackSent(
                now,
                "%s/%s".formatted(text(event, "functionnamespace"), text(event, "functionname")),
                text(event, "functionstatus"),
                url,
                stored.data().utf8());
    }

    private static String text(CloudEvent event, String attribute) {
        Object value = event.getExtension(attribute);
        return value == null ? "" : value.toString();
    }

    private static Optional<Instant> acceptedAt(Message message) {
        try {
            return Optional.of(Instant.parse(header(message, Names.Headers.ACCEPTED_AT)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String header(Message message, String name) {
        String value = message.hasHeaders() ? message.getHeaders().getFirst(name) : null;
        try {
            return value == null ? "" : AttributeText.decode(name, value);
        } catch (MalformedEventException e) {
            return value;
        }
    }
}
