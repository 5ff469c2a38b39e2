package com.justfaas.router.deadletter;

import com.justfaas.events.streams.DeadLetterFilter;
import java.util.List;

/** Which dead letters a redrive is for. */
sealed interface Selection {

    /** Those of these sequences. */
    record Listed(List<Long> sequences) implements Selection {
        public Listed {
            sequences = List.copyOf(sequences);
        }
    }

    /** Those that are meant, of those there when it begins. */
    record Filtered(DeadLetterFilter filter) implements Selection {}
}
