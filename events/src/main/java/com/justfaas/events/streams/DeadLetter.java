package com.justfaas.events.streams;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Payload;
import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A message of {@link DeadLetters}. */
public sealed interface DeadLetter {

    /** Its place in the stream, which names it. */
    long sequence();

    Instant storedAt();

    DeadLetterReason reason();

    /** Who was to get it; empty for what was never matched with a function. */
    Optional<FunctionName> function();

    /** The event's data, or whatever else the message holds. */
    Payload data();

    /** A delivery that was given up. */
    record Delivery(long sequence, Instant storedAt, DeadLetterReason reason, DeliveryRecord record)
            implements DeadLetter {

        @Override
        public Optional<FunctionName> function() {
            return Optional.of(record.function());
        }

        @Override
        public Payload data() {
            return record.event().data();
        }
    }

    /**
     * A message that is no event, as it came.
     *
     * @param subject that it was published on, where that was written down
     * @param mistake what is wrong with it
     * @param headers its own, without those that JetStream or we added
     */
    record Unreadable(
            long sequence,
            Instant storedAt,
            Optional<FunctionName> function,
            Optional<String> subject,
            String mistake,
            Map<String, List<String>> headers,
            Payload data)
            implements DeadLetter {

        public Unreadable {
            headers = Map.copyOf(headers);
        }

        @Override
        public DeadLetterReason reason() {
            return DeadLetterReason.Malformed;
        }
    }
}
