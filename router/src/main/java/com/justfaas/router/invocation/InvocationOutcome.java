package com.justfaas.router.invocation;

import java.time.Duration;
import java.util.Optional;

/** What an attempt came to. */
public sealed interface InvocationOutcome {

    /** A status from 200 to 299. */
    record Succeeded(FunctionResponse response) implements InvocationOutcome {}

    /**
     * Another attempt may succeed.
     *
     * @param failure what happened
     * @param detail one line for people
     * @param response the function's answer, where there was one
     * @param retryAfter what the function asked for, not negative, where it did
     */
    record Retryable(
            Failure failure,
            String detail,
            Optional<FunctionResponse> response,
            Optional<Duration> retryAfter)
            implements InvocationOutcome {

        /** Whether the response is the gateway's: the function may be down, or respond 503. */
        boolean isOfGateway() {
            return failure == Failure.UNAVAILABLE
                    || (failure == Failure.UNREACHABLE && response.isPresent());
        }
    }

    /** The response that it carries, where there was one: its memory is to be released. */
    default Optional<FunctionResponse> received() {
        return switch (this) {
            case Succeeded succeeded -> Optional.of(succeeded.response());
            case Retryable retryable -> retryable.response();
            case Terminal terminal -> terminal.response();
            case Forbidden forbidden -> forbidden.response();
        };
    }

    /** What it means of a function that responds to other calls: the 503 is the function's. */
    default InvocationOutcome ofServingFunction() {
        return this instanceof Retryable retryable && retryable.isOfGateway()
                ? new Retryable(
                        Failure.BUSY,
                        retryable.detail(),
                        retryable.response(),
                        retryable.retryAfter())
                : this;
    }

    /** Another attempt would end alike. */
    record Terminal(String detail, Optional<FunctionResponse> response)
            implements InvocationOutcome {}

    /**
     * Policy forbids the call, or to follow where the answer leads. It says nothing of who would
     * have been called.
     *
     * @param detail one line for people
     */
    record Forbidden(String detail, Optional<FunctionResponse> response)
            implements InvocationOutcome {}

    /** Kinds of failure that another attempt may heal. */
    enum Failure {
        /**
         * Nobody listens there: refused, no such host, no connection in time; nothing was sent. Or
         * the gateway got no response in five tries: then the response is the gateway's.
         */
        UNREACHABLE,
        /**
         * The gateway responded itself, before it can have tried five times; it does not say why.
         */
        UNAVAILABLE,
        /** The connection broke; whether the function ran is not known. */
        BROKEN,
        /** No whole answer in time. */
        TIMEOUT,
        /** The function said that it has too much to do (429, 503). */
        BUSY,
        /** The function failed (another status that is retryable). */
        ERROR,
        /** We had no room to call it: never counts against the function. */
        OURS,
        /**
         * The function responded, and we had no memory for the response: it never counts against
         * the function, which may have done its work.
         */
        UNTAKEN,
        /**
         * The attempt broke off by an exception that no code expects. It counts, so that the
         * delivery comes to an end; it says nothing of the function.
         */
        FAULT
    }
}
