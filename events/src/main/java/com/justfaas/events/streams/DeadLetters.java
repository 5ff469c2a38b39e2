package com.justfaas.events.streams;

import com.justfaas.events.Names;
import com.justfaas.events.codec.AttributeText;
import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.DeliveryRecords;
import io.nats.client.impl.Headers;

/** The stream {@value Names.Streams#DEAD_LETTERS}: deliveries that were given up. */
public final class DeadLetters {

    private final CopyWriter writer;

    public DeadLetters(NatsLink link) {
        this.writer = new CopyWriter(link, Names.Streams.DEAD_LETTERS);
    }

    /**
     * Stores a delivery; the event may be released once this has returned.
     *
     * @param id makes a repetition within minutes harmless; names what kept the delivery so far
     * @return its sequence among the dead letters
     * @throws StreamException when it is not certain that it was stored
     */
    public long store(DeliveryRecord record, DeadLetterReason reason, String id) {
        Headers headers = DeliveryRecords.headers(record);
        headers.put(Names.Headers.REASON, reason.name());
        return writer.write(
                Names.Subjects.deadLetter(record.function()),
                headers,
                record.event().data().bytes(),
                id);
    }

    /** Stores a message that is no event as it came, with what is wrong with it. */
    public long storeMalformed(LiveEvent event, String mistake) {
        Headers headers = event.headers();
        headers.put(Names.Headers.REASON, DeadLetterReason.Malformed.name());
        headers.put(Names.Headers.EVENT_SEQUENCE, Long.toString(event.sequence()));
        headers.put(Names.Headers.ACCEPTED_AT, event.storedAt().toString());
        headers.put(Names.Headers.LAST_DETAIL, AttributeText.encode(mistake));
        return writer.write(
                Names.Subjects.malformedDeadLetter(),
                headers,
                event.data().bytes(),
                "%d/malformed/dead".formatted(event.sequence()));
    }
}
