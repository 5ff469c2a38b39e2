package com.justfaas.events.streams;

/** Somebody else wrote of the same function meanwhile: read again, and decide again. */
public final class StaleWriteException extends StreamException {

    public StaleWriteException(String message, Throwable cause) {
        super(message, cause);
    }
}
