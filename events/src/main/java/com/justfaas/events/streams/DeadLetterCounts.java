package com.justfaas.events.streams;

import com.justfaas.events.FunctionName;
import com.justfaas.events.codec.DeadLetterReason;
import java.util.List;
import java.util.Optional;

/**
 * How many dead letters there are.
 *
 * @param groups the largest first
 * @param complete whether all of now were counted
 */
public record DeadLetterCounts(List<Group> groups, boolean complete) {

    public DeadLetterCounts {
        groups = List.copyOf(groups);
    }

    /**
     * Those of one function that have one reason.
     *
     * @param function empty for what was never matched with a function
     */
    public record Group(Optional<FunctionName> function, DeadLetterReason reason, long count) {}
}
