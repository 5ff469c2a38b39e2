package com.justfaas.events.streams;

import org.jspecify.annotations.Nullable;

/** A message among the records of functions that is none; its text says what is wrong with it. */
final class SkippedRecordException extends RuntimeException {

    private final SkipReason reason;

    SkippedRecordException(SkipReason reason, String mistake) {
        this(reason, mistake, null);
    }

    SkippedRecordException(SkipReason reason, String mistake, @Nullable Throwable cause) {
        super(mistake, cause);
        this.reason = reason;
    }

    SkipReason reason() {
        return reason;
    }
}
