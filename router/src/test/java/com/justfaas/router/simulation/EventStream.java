package com.justfaas.router.simulation;

import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.StoredEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The stream of events and the consumer that all replicas share: what is handed out and not
 * acknowledged in time is handed out again, to anybody.
 */
final class EventStream {

    /** One event, and how it stands with it. */
    static final class Event {
        private final long sequence;
        private final int kind;
        private final long acceptedAt;
        private long leasedUntil;
        private int handedOut;
        private boolean acknowledged;

        private Event(long sequence, int kind, long acceptedAt) {
            this.sequence = sequence;
            this.kind = kind;
            this.acceptedAt = acceptedAt;
        }

        long sequence() {
            return sequence;
        }

        int kind() {
            return kind;
        }

        long acceptedAt() {
            return acceptedAt;
        }
    }

    private static final URI SOURCE = URI.create("/simulation");

    private final Fate fate;
    private final VirtualTime time;
    private final List<Event> events = new ArrayList<>();

    EventStream(Fate fate, VirtualTime time) {
        this.fate = fate;
        this.time = time;
    }

    /** The delivery of an event to a function, before its first attempt. */
    DeliveryRecord record(Event event, Known function) {
        return DeliveryRecord.first(
                function.name(),
                function.uid(),
                event.sequence(),
                VirtualTime.instant(event.acceptedAt()),
                StoredEvent.of(
                        CloudEventBuilder.v1()
                                .withId(Long.toString(event.sequence()))
                                .withSource(SOURCE)
                                .withType("any")
                                .build()));
    }

    Event publish(int kind) {
        Event event = new Event(events.size() + 1, kind, time.now());
        events.add(event);
        return event;
    }

    /** Hands out an event that nobody works at, if there is room for one more. */
    Optional<Event> next() {
        long pending = events.stream().filter(this::isPending).count();
        if (pending >= fate.conditions().maxAckPending()) {
            return Optional.empty();
        }
        Optional<Event> next =
                events.stream()
                        .filter(event -> !event.acknowledged && event.leasedUntil <= time.now())
                        .findFirst();
        next.ifPresent(this::handOut);
        return next;
    }

    private boolean isPending(Event event) {
        return !event.acknowledged && event.leasedUntil > time.now();
    }

    private void handOut(Event event) {
        event.leasedUntil = time.now() + fate.conditions().ackWait();
        if (event.handedOut++ > 0) {
            fate.struck(Fault.EVENT_REDELIVERED, "event " + event.sequence);
        }
    }

    void extend(long sequence) {
        Event event = get(sequence);
        event.leasedUntil = time.now() + fate.conditions().ackWait();
    }

    void acknowledge(long sequence) {
        get(sequence).acknowledged = true;
    }

    boolean keeps(long sequence) {
        return !get(sequence).acknowledged;
    }

    boolean isDone() {
        return events.stream().allMatch(event -> event.acknowledged);
    }

    private Event get(long sequence) {
        return events.get((int) sequence - 1);
    }
}
