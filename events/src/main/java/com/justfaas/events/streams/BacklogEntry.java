package com.justfaas.events.streams;

import com.justfaas.events.codec.DeliveryRecord;
import java.time.Instant;
import java.util.Optional;

/**
 * A copy that waits in the backlog.
 *
 * @param sequence its place in the stream
 * @param due not to be tried before
 * @param record the delivery, or empty when somebody put something there that is none
 */
public record BacklogEntry(long sequence, Instant due, Optional<DeliveryRecord> record) {}
