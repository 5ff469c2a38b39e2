package com.justfaas.events.streams;

import com.justfaas.events.codec.DeliveryRecord;
import java.time.Instant;
import java.util.Optional;

/**
 * A copy that waits in the backlog.
 *
 * @param sequence its place in the stream
 * @param due not to be tried before
 * @param size bytes of its event's data
 * @param record the delivery, or empty when somebody put something there that is none
 */
public record BacklogEntry(long sequence, Instant due, int size, Optional<DeliveryRecord> record) {

    /** The same without the event's data, for as long as that is not needed. */
    public BacklogEntry withoutData() {
        return new BacklogEntry(sequence, due, size, record.map(DeliveryRecord::withoutData));
    }

    /** Whether the event's data is here. */
    public boolean isWhole() {
        return record.map(here -> here.event().data().size() == size).orElse(true);
    }
}
