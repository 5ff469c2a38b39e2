package com.justfaas.operator.traffic;

import com.justfaas.crds.v1alpha1.FunctionStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one function's traffic, as the status shows it.
 *
 * @param isCalled whether calls of it were reported since this process started
 * @param failing the streak of failed calls that it is in; one of a function that is unreachable
 *     only when it lasts longer than a start
 * @param pending deliveries in its backlog; null when they were not counted yet
 * @param deadLetters null when they were not counted yet
 */
public record FunctionTraffic(
        boolean isCalled,
        Optional<Streak> failing,
        @Nullable Long pending,
        @Nullable Long deadLetters) {

    /** Of which nothing is known. */
    public static final FunctionTraffic UNKNOWN =
            new FunctionTraffic(false, Optional.empty(), null, null);

    /** The same, with the counts of a status where nothing was counted yet. */
    FunctionTraffic orElse(@Nullable FunctionStatus before) {
        return before == null
                ? this
                : new FunctionTraffic(
                        isCalled,
                        failing,
                        pending == null ? before.pending() : pending,
                        deadLetters == null ? before.deadLetters() : deadLetters);
    }
}
