package com.justfaas.events.streams;

import com.justfaas.events.Payload;
import com.justfaas.events.codec.NatsEvents;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.events.streams.Newcomers.Place;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * An event that the router holds: JetStream keeps it until it is acknowledged, and gives it to
 * somebody else when this replica dies. Settled once, by {@link #ack}, {@link #giveBack} or {@link
 * #leave}.
 */
public final class LiveEvent {

    private final Message message;
    private final Instant streamMade;
    private final Acks acks;
    private final Place place;
    private final Consumer<LiveEvent> settled;
    private final AtomicBoolean open = new AtomicBoolean(true);

    /**
     * @param streamMade when the stream was made that it is of
     */
    LiveEvent(
            Message message,
            Instant streamMade,
            Acks acks,
            Place place,
            Consumer<LiveEvent> settled) {
        this.message = message;
        this.streamMade = streamMade;
        this.acks = acks;
        this.place = place;
        this.settled = settled;
    }

    public String subject() {
        return message.getSubject();
    }

    /** Its place in the stream. */
    public long sequence() {
        return message.metaData().streamSequence();
    }

    /** When it was stored. */
    public Instant storedAt() {
        return message.metaData().timestamp().toInstant();
    }

    /** Whether it was handed out before, here or to another replica. */
    public boolean isRedelivery() {
        return message.metaData().deliveredCount() > 1;
    }

    /**
     * The event.
     *
     * @throws com.justfaas.events.codec.MalformedEventException when the message is none, or none
     *     that may travel on its subject, or none that can be copied
     */
    public StoredEvent read() {
        Headers headers = message.getHeaders();
        StoredEvent event = NatsEvents.read(subject(), headers, data(), sequence());
        SubjectRules.check(subject(), event.event().getType());
        long maxPayload = message.getConnection().getMaxPayload();
        if (NatsEvents.isStructured(headers)
                || !EventSize.surelyFits(
                        headers == null ? 0 : headers.serializedLength(),
                        data().size(),
                        maxPayload)) {
            EventSize.check(event, maxPayload);
        }
        return event;
    }

    /** Whether somebody published it straight into NATS, past every door of ours. */
    public boolean isForeign() {
        Headers headers = message.getHeaders();
        String id = headers == null ? null : headers.getFirst("Nats-Msg-Id");
        return id == null || !id.startsWith(EventPublisher.OURS);
    }

    /** A copy of the message's headers as they came, without those that steer the server. */
    Headers headers() {
        Headers copy = new Headers();
        if (message.getHeaders() != null) {
            message.getHeaders()
                    .forEach(
                            (name, values) -> {
                                if (!name.regionMatches(true, 0, "Nats-", 0, "Nats-".length())) {
                                    copy.put(name, values);
                                }
                            });
        }
        return copy;
    }

    /** The message's payload as it came. */
    public Payload data() {
        byte[] data = message.getData();
        return data == null ? Payload.EMPTY : Payload.of(data);
    }

    /** Every function has it, or it is stored elsewhere: JetStream need not keep it for us. */
    public void ack() {
        if (open.compareAndSet(true, false)) {
            try {
                acks.add(message, streamMade);
            } finally {
                settled.accept(this); // in any case: its place is others' now
            }
        }
    }

    /** Nothing was done with it: another replica may have it at once. */
    public void giveBack() {
        if (open.compareAndSet(true, false)) {
            try {
                acks.giveBack(message, streamMade);
            } finally {
                settled.accept(this);
            }
        }
    }

    /** It is not over, and nobody works at it any more: it comes again once its lease is over. */
    public void leave() {
        if (open.compareAndSet(true, false)) {
            settled.accept(this);
        }
    }

    /** About how many bytes it takes. */
    long size() {
        return message.consumeByteCount();
    }

    /** Among those that came a moment ago. */
    Place place() {
        return place;
    }

    /** Still at work: JetStream shall wait on. */
    void extend() {
        if (open.get()) {
            acks.extend(message, streamMade);
        }
    }
}
