package com.justfaas.router.delivery;

import com.justfaas.router.invocation.InvocationOutcome;
import com.justfaas.router.invocation.InvocationOutcome.Failure;
import com.justfaas.router.invocation.InvocationOutcome.Forbidden;
import com.justfaas.router.invocation.InvocationOutcome.Retryable;
import java.time.Duration;
import java.time.Instant;

/** Whether a function is there at all, which says nothing of whether it does its work well. */
public sealed interface Health {

    Duration FIRST_WAIT = Duration.ofMillis(500);
    Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /** It was there when it was last called. */
    record Up() implements Health {}

    /**
     * Nobody listens there. One delivery at a time finds out whether that has changed.
     *
     * @param failures how often in a row
     * @param probeAt when to try next
     */
    record Down(int failures, Instant probeAt) implements Health {}

    /**
     * Another one that was down is back: what took both away may be over.
     *
     * @param soon when to try, if that is not to be sooner anyway
     */
    default Health afterAnotherIsBack(Instant soon) {
        return this instanceof Down down && down.probeAt().isAfter(soon)
                ? new Down(down.failures(), soon)
                : this;
    }

    /**
     * The platform reports that a pod became ready. The first calls may still be refused, while the
     * network learns of the pod: so the waits start from the shortest.
     */
    default Health afterItBecameAvailable(Instant now) {
        return this instanceof Down ? new Down(0, now) : this;
    }

    /**
     * After an attempt.
     *
     * @param jitter from 0 to 1, drawn by chance
     */
    default Health after(InvocationOutcome outcome, Instant now, double jitter) {
        boolean gone =
                outcome instanceof Retryable retryable
                        && retryable.failure() == Failure.UNREACHABLE;
        boolean unknown =
                (outcome instanceof Forbidden forbidden && forbidden.response().isEmpty())
                        || (outcome instanceof Retryable retryable
                                && (retryable.failure() == Failure.OURS
                                        || retryable.failure() == Failure.UNAVAILABLE
                                        || retryable.failure() == Failure.FAULT));
        if (unknown) {
            return this;
        }
        if (!gone) {
            return new Up();
        }
        int failures = this instanceof Down down ? down.failures() + 1 : 1;
        long ceiling =
                Math.min(
                        LONGEST_WAIT.toMillis(),
                        FIRST_WAIT.toMillis() << Math.min(failures - 1, 10));
        long wait = Math.round(ceiling * (0.5 + jitter / 2));
        return new Down(failures, now.plusMillis(wait));
    }
}
