package com.justfaas.events.streams;

import static java.util.Objects.requireNonNull;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.Payload;
import com.justfaas.events.codec.AttributeText;
import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecords;
import com.justfaas.events.codec.MalformedEventException;
import io.nats.client.api.MessageInfo;
import io.nats.client.impl.Headers;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads messages of {@value Names.Streams#DEAD_LETTERS}; each is a dead letter of some kind. */
final class DeadLetterMessages {

    private static final List<String> NOT_THE_SENDERS = List.of("nats-", "faas-");

    /** What a header takes beside its name and value. */
    private static final int LINE = ":\r\n".length();

    private DeadLetterMessages() {}

    static DeadLetter read(MessageInfo message) {
        String subject = requireNonNull(message.getSubject());
        if (subject.equals(Names.Subjects.malformedDeadLetter())) {
            return unreadable(
                    message,
                    Optional.empty(),
                    noted(message.getHeaders(), Names.Headers.LAST_DETAIL)
                            .orElse("nobody wrote down what is wrong with it"));
        }
        Optional<FunctionName> function = Names.Subjects.functionOfDeadLetter(subject);
        if (function.isEmpty()) {
            return unreadable(
                    message, function, "its subject %s names no function".formatted(subject));
        }
        try {
            return new DeadLetter.Delivery(
                    message.getSeq(),
                    storedAt(message),
                    reason(message.getHeaders()),
                    DeliveryRecords.read(
                            function.get(),
                            subject,
                            message.getHeaders(),
                            data(message),
                            message.getSeq()));
        } catch (MalformedEventException e) {
            return unreadable(message, function, String.valueOf(e.getMessage()));
        }
    }

    /** As many of a message's headers as leave room for ours. */
    static Headers fitting(Headers headers) {
        Headers fitting = new Headers();
        long left = EventSize.MAX_HEADERS - (long) fitting.serializedLength();
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            long size =
                    header.getValue().stream()
                            .mapToLong(value -> header.getKey().length() + value.length() + LINE)
                            .sum();
            if (size <= left) {
                left -= size;
                fitting.put(header.getKey(), header.getValue());
            }
        }
        return fitting;
    }

    private static DeadLetter unreadable(
            MessageInfo message, Optional<FunctionName> function, String mistake) {
        return new DeadLetter.Unreadable(
                message.getSeq(),
                storedAt(message),
                function,
                noted(message.getHeaders(), Names.Headers.SUBJECT),
                mistake,
                sendersHeaders(message.getHeaders()),
                data(message));
    }

    private static DeadLetterReason reason(@Nullable Headers headers) {
        String name = headers == null ? null : headers.getFirst(Names.Headers.REASON);
        return Arrays.stream(DeadLetterReason.values())
                .filter(reason -> reason.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new MalformedEventException(
                                        Names.Headers.REASON,
                                        name == null
                                                ? "is missing"
                                                : "is \"%s\", which this version does not know"
                                                        .formatted(name)));
    }

    /** What {@link DeadLetters#storeMalformed} wrote down. */
    private static Optional<String> noted(@Nullable Headers headers, String name) {
        String note = headers == null ? null : headers.getFirst(name);
        try {
            return Optional.ofNullable(note).map(text -> AttributeText.decode(name, text));
        } catch (MalformedEventException e) {
            return Optional.ofNullable(note);
        }
    }

    private static Map<String, List<String>> sendersHeaders(@Nullable Headers headers) {
        Map<String, List<String>> senders = new TreeMap<>();
        if (headers != null) {
            headers.forEach(
                    (name, values) -> {
                        String lower = name.toLowerCase(Locale.ROOT);
                        if (NOT_THE_SENDERS.stream().noneMatch(lower::startsWith)) {
                            senders.put(name, List.copyOf(values));
                        }
                    });
        }
        return senders;
    }

    private static Instant storedAt(MessageInfo message) {
        return requireNonNull(message.getTime()).toInstant();
    }

    private static Payload data(MessageInfo message) {
        byte[] data = message.getData();
        return data == null ? Payload.EMPTY : Payload.of(data);
    }
}
