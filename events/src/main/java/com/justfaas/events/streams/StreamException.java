package com.justfaas.events.streams;

/** NATS could not be asked, or refused. Worth another try later; the message says what is wrong. */
public class StreamException extends RuntimeException {

    public StreamException(String message) {
        super(message);
    }

    public StreamException(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
