package com.justfaas.events.streams;

import com.justfaas.events.Names;
import com.justfaas.events.codec.AttributeText;
import io.nats.client.JetStreamApiException;
import io.nats.client.PublishOptions;
import io.nats.client.impl.Headers;
import java.io.IOException;

/** Stores a copy of a delivery, and returns only when JetStream has it. */
final class CopyWriter {

    private final NatsLink link;
    private final String stream;

    CopyWriter(NatsLink link, String stream) {
        this.link = link;
        this.stream = stream;
    }

    /**
     * Stores a message.
     *
     * @param messageId makes a repetition within minutes harmless; unique in the whole stream
     * @return its sequence
     * @throws StreamException when it is not certain that it was stored
     */
    long write(String subject, Headers headers, byte[] data, String messageId) {
        if (subject.length() > Names.Subjects.MAX_LENGTH) {
            throw new StreamException(
                    "a subject of %d characters is too long for NATS".formatted(subject.length()));
        }
        PublishOptions options =
                PublishOptions.builder()
                        .expectedStream(stream)
                        .messageId(AttributeText.encode(messageId))
                        .build();
        try {
            return link.jetStream().publish(subject, headers, data, options).getSeqno();
        } catch (IOException | IllegalStateException | IllegalArgumentException e) {
            throw new StreamException("cannot write to " + stream, e);
        } catch (JetStreamApiException e) {
            throw new StreamException(stream + " refused", e);
        }
    }
}
