package com.justfaas.events.codec;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.Payload;
import io.nats.client.impl.Headers;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries in NATS messages: the event as {@link NatsEvents} writes it, beside headers of ours.
 */
public final class DeliveryRecords {

    private DeliveryRecords() {}

    /** The headers of a message whose payload is the event's data. */
    public static Headers headers(DeliveryRecord record) {
        Headers headers = NatsEvents.headers(record.event());
        headers.put(Names.Headers.FUNCTION_UID, AttributeText.encode(record.functionUid()));
        headers.put(Names.Headers.EVENT_SEQUENCE, Long.toString(record.eventSequence()));
        headers.put(Names.Headers.ACCEPTED_AT, record.acceptedAt().toString());
        headers.put(Names.Headers.ATTEMPTS, Integer.toString(record.attempts()));
        record.failures()
                .ifPresent(
                        failures -> {
                            headers.put(Names.Headers.FIRST_FAILURE, failures.first().toString());
                            headers.put(Names.Headers.LAST_FAILURE, failures.last().toString());
                            headers.put(
                                    Names.Headers.LAST_STATUS, Integer.toString(failures.status()));
                            headers.put(
                                    Names.Headers.LAST_DETAIL,
                                    AttributeText.encode(failures.detail()));
                            headers.put(
                                    Names.Headers.LAST_RESPONSE,
                                    AttributeText.encode(failures.response()));
                        });
        return headers;
    }

    /**
     * Reads what {@link #headers} wrote.
     *
     * @throws MalformedEventException when the event is none, or a header of ours is wrong
     */
    public static DeliveryRecord read(
            FunctionName function,
            String subject,
            @Nullable Headers headers,
            Payload data,
            long sequence) {
        StoredEvent event = NatsEvents.read(subject, headers, data, sequence);
        return new DeliveryRecord(
                function,
                decoded(headers, Names.Headers.FUNCTION_UID),
                number(headers, Names.Headers.EVENT_SEQUENCE),
                time(headers, Names.Headers.ACCEPTED_AT).orElse(Instant.EPOCH),
                (int) number(headers, Names.Headers.ATTEMPTS),
                time(headers, Names.Headers.FIRST_FAILURE)
                        .map(
                                first ->
                                        new Failures(
                                                first,
                                                time(headers, Names.Headers.LAST_FAILURE)
                                                        .orElse(first),
                                                (int) number(headers, Names.Headers.LAST_STATUS),
                                                decoded(headers, Names.Headers.LAST_DETAIL),
                                                decoded(headers, Names.Headers.LAST_RESPONSE))),
                event);
    }

    private static Optional<String> text(@Nullable Headers headers, String name) {
        return headers == null ? Optional.empty() : Optional.ofNullable(headers.getFirst(name));
    }

    private static String decoded(@Nullable Headers headers, String name) {
        return text(headers, name).map(value -> AttributeText.decode(name, value)).orElse("");
    }

    private static long number(@Nullable Headers headers, String name) {
        String value = text(headers, name).orElse("0");
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new MalformedEventException(name, "is not a number: " + value, e);
        }
    }

    private static Optional<Instant> time(@Nullable Headers headers, String name) {
        try {
            return text(headers, name).map(Instant::parse);
        } catch (DateTimeParseException e) {
            throw new MalformedEventException(name, "is not a time: " + e.getParsedString(), e);
        }
    }
}
