package com.justfaas.events.streams;

import com.justfaas.events.Names;
import com.justfaas.events.codec.NatsEvents;
import com.justfaas.events.codec.StoredEvent;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Stores events in {@value Names.Streams#EVENTS}. */
public final class EventPublisher {

    /** How long a sender waits for JetStream's confirmation. */
    public static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static final int USUAL_MAX_PAYLOAD = 1024 * 1024;

    /** Begins the message id of whatever we publish: others have not passed our checks. */
    static final String OURS = "faas-";

    /** What the client adds to an event's headers, without the message id itself. */
    private static final int ADDED_HEADERS =
            ("Nats-Msg-Id:\r\n" + "Nats-Expected-Stream:" + Names.Streams.EVENTS + "\r\n").length();

    private final NatsLink link;
    private volatile long maxPayload;

    public EventPublisher(NatsLink link) {
        this.link = link;
    }

    /**
     * The largest event that is taken, headers included, in bytes; a guess until NATS was asked.
     */
    public long maxEventSize() {
        long known = maxPayload();
        return EventSize.most(known > 0 ? known : USUAL_MAX_PAYLOAD);
    }

    /** As the server last said it, which stays what it is while the server is away; 0 before. */
    private long maxPayload() {
        try {
            long said = link.connection().getMaxPayload();
            if (said > 0) {
                maxPayload = said;
            }
        } catch (StreamException e) {
            return maxPayload; // there is no connection to ask
        }
        return maxPayload;
    }

    /** Stores an event; a repetition of the same source and id within minutes is recognised. */
    public CompletableFuture<PublishResult> publish(String subject, StoredEvent event) {
        return publish(subject, event, messageId(event));
    }

    /** That the event is too large to be stored, or empty; {@link #publish} says the same. */
    public Optional<PublishResult> tooLarge(StoredEvent event) {
        return tooLarge(NatsEvents.headers(event), messageId(event), event.data().size());
    }

    private Optional<PublishResult> tooLarge(Headers headers, String messageId, int dataBytes) {
        long headerBytes = (long) headers.serializedLength() + ADDED_HEADERS + messageId.length();
        if (headerBytes > EventSize.MAX_HEADERS) {
            return Optional.of(
                    new PublishResult.HeadersTooLarge(headerBytes, EventSize.MAX_HEADERS));
        }
        // above max_payload the server would close the connection that all senders share
        long known = maxPayload();
        return known > 0 && headerBytes + dataBytes > EventSize.most(known)
                ? Optional.of(
                        new PublishResult.TooLarge(headerBytes + dataBytes, EventSize.most(known)))
                : Optional.empty();
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
        Headers headers = NatsEvents.headers(event);
        byte[] data = event.data().bytes();
        Optional<PublishResult> tooLarge = tooLarge(headers, messageId, data.length);
        if (tooLarge.isPresent()) {
            return done(tooLarge.get());
        }
        if (!link.isConnected()) {
            return done(new PublishResult.Unavailable(link.status()));
        }
        PublishOptions options =
                PublishOptions.builder()
                        .expectedStream(Names.Streams.EVENTS)
                        .messageId(messageId)
                        .build();
        try {
            return link.jetStream()
                    .publishAsync(subject, headers, data, options)
                    .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .handle(EventPublisher::result);
        } catch (IOException | IllegalStateException | StreamException e) {
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

    private static String messageId(StoredEvent event) {
        return messageId(event.event().getSource() + "\n" + event.event().getId());
    }

    private static String messageId(String identity) {
        try {
            return OURS
                    + HexFormat.of()
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
