package com.justfaas.events.streams;

import com.justfaas.events.Names;
import com.justfaas.events.codec.NatsEvents;
import com.justfaas.events.codec.StoredEvent;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.PublishOptions;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Stores events in {@value Names.Streams#EVENTS}. */
public final class EventPublisher {

    /** How long a sender waits for JetStream's confirmation. */
    public static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static final int USUAL_MAX_PAYLOAD = 1024 * 1024;

    /** Room for what is noted on a copy of the event in the backlog or among the dead letters. */
    private static final int COPY_RESERVE = 8 * 1024;

    /** The server's limit is 64 KiB, whatever its max_payload. */
    private static final int MAX_HEADERS = 64 * 1024 - COPY_RESERVE;

    private static final int MESSAGE_ID_HEADER = "Nats-Msg-Id:\r\n".length();

    private final NatsLink link;

    public EventPublisher(NatsLink link) {
        this.link = link;
    }

    /** The largest event that NATS takes, headers included, in bytes; 1 MiB until it was asked. */
    public long maxEventSize() {
        try {
            long most = link.connection().getMaxPayload();
            return most > 0 ? most : USUAL_MAX_PAYLOAD;
        } catch (StreamException e) {
            return USUAL_MAX_PAYLOAD;
        }
    }

    /** Stores an event; a repetition of the same source and id within minutes is recognised. */
    public CompletableFuture<PublishResult> publish(String subject, StoredEvent event) {
        return publish(
                subject,
                event,
                messageId(event.event().getSource() + "\n" + event.event().getId()));
    }

    /**
     * Stores what a function answered. Its id is ours and says all: the source is the function's,
     * which may say another one in each attempt.
     */
    public CompletableFuture<PublishResult> publishReply(String subject, StoredEvent reply) {
        return publish(subject, reply, messageId("reply\n" + reply.event().getId()));
    }

    private CompletableFuture<PublishResult> publish(
            String subject, StoredEvent event, String messageId) {
        Connection connection;
        try {
            connection = link.connection();
        } catch (StreamException e) {
            return done(new PublishResult.Unavailable(String.valueOf(e.getMessage())));
        }
        if (!link.isConnected()) {
            return done(new PublishResult.Unavailable(link.status()));
        }
        Headers headers = NatsEvents.headers(event);
        byte[] data = event.data().bytes();
        long headerBytes =
                (long) headers.serializedLength() + MESSAGE_ID_HEADER + messageId.length();
        if (headerBytes > MAX_HEADERS) {
            return done(new PublishResult.HeadersTooLarge(headerBytes, MAX_HEADERS));
        }
        // above max_payload the server would close the connection that all senders share
        long most = connection.getMaxPayload() - COPY_RESERVE;
        if (headerBytes + data.length > most) {
            return done(new PublishResult.TooLarge(headerBytes + data.length, most));
        }
        PublishOptions options =
                PublishOptions.builder()
                        .expectedStream(Names.Streams.EVENTS)
                        .messageId(messageId)
                        .build();
        try {
            return connection
                    .jetStream()
                    .publishAsync(subject, headers, data, options)
                    .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .handle(EventPublisher::result);
        } catch (IOException | IllegalStateException e) {
            return done(new PublishResult.Unavailable(String.valueOf(e.getMessage())));
        }
    }

    private static CompletableFuture<PublishResult> done(PublishResult result) {
        return CompletableFuture.completedFuture(result);
    }

    private static PublishResult result(PublishAck ack, Throwable failure) {
        if (failure == null) {
            return new PublishResult.Stored(ack.getSeqno(), ack.isDuplicate());
        }
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause.getClass() == RuntimeException.class)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof TimeoutException) {
            return new PublishResult.Unavailable(
                    "NATS did not confirm within %s; the event may be stored"
                            .formatted(com.justfaas.events.Durations.format(TIMEOUT)));
        }
        if (cause instanceof JetStreamApiException refusal) {
            return StreamFull.is(refusal)
                    ? new PublishResult.Full(refusal.getErrorDescription())
                    : new PublishResult.Unavailable(refusal.getErrorDescription());
        }
        return new PublishResult.Unavailable(String.valueOf(cause.getMessage()));
    }

    private static String messageId(String identity) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(identity.getBytes(StandardCharsets.UTF_8)),
                            0,
                            16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
