package com.justfaas.router.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far a redrive is. Times are ISO 8601.
 *
 * @param job its id
 * @param skipped the first of those that could not be redriven; they lie where they were
 * @param skippedCount all of those
 * @param endedAt when it ended, if it did
 * @param detail why it broke off, if it did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RedriveProgress(
        String job,
        State state,
        long redriven,
        List<Skipped> skipped,
        long skippedCount,
        String startedAt,
        @Nullable String endedAt,
        @Nullable String detail) {

    private static final int MOST_SKIPPED_SHOWN = 100;

    RedriveProgress {
        skipped = List.copyOf(skipped);
    }

    /** Where it stands. */
    enum State {
        RUNNING,
        /** It met every dead letter that was meant. */
        DONE,
        /** Somebody stopped it, or this replica. */
        STOPPED,
        /** NATS was away for too long, or the backlog is full. */
        FAILED;

        /** As the API writes it. */
        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A dead letter that could not be redriven. */
    record Skipped(String id, String why) {}

    static RedriveProgress begun(String job, Instant now) {
        return new RedriveProgress(job, State.RUNNING, 0, List.of(), 0, now.toString(), null, null);
    }

    RedriveProgress andRedriven() {
        return new RedriveProgress(
                job, state, redriven + 1, skipped, skippedCount, startedAt, endedAt, detail);
    }

    RedriveProgress andSkipped(long sequence, String why) {
        List<Skipped> more = skipped;
        if (skipped.size() < MOST_SKIPPED_SHOWN) {
            more = new ArrayList<>(skipped);
            more.add(new Skipped(Long.toString(sequence), why));
        }
        return new RedriveProgress(
                job, state, redriven, more, skippedCount + 1, startedAt, endedAt, detail);
    }

    RedriveProgress ended(State how, Instant now, @Nullable String why) {
        return new RedriveProgress(
                job, how, redriven, skipped, skippedCount, startedAt, now.toString(), why);
    }
}
