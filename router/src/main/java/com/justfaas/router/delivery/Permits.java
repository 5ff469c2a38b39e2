package com.justfaas.router.delivery;

import com.justfaas.router.invocation.InvocationOutcome;
import com.justfaas.router.invocation.InvocationOutcome.Forbidden;
import com.justfaas.router.invocation.InvocationOutcome.Retryable;
import com.justfaas.router.invocation.InvocationOutcome.Succeeded;
import com.justfaas.router.invocation.InvocationOutcome.Terminal;

/**
 * How many deliveries a function may have in flight. Grows from a few, by one with each answer and,
 * once the function was overloaded, by one with each round of answers; halves when the function
 * says that it has too much to do, or does not answer in time.
 *
 * @param limit how many, with its fraction
 * @param most what the function's policy allows
 * @param steep whether it still grows by one with each answer
 * @param loweredAt when it was last halved, in nanoseconds of a monotonic clock
 */
public record Permits(double limit, int most, boolean steep, long loweredAt) {

    /** Where every function begins: an unknown one must not take many places to find out. */
    public static final int COLD = 4;

    /** Of a function of which nothing is known yet. */
    public static Permits cold(int most, long now) {
        return new Permits(Math.min(COLD, most), most, true, now);
    }

    /** How many deliveries may be in flight. */
    public int allowed() {
        return (int) limit;
    }

    /** The same under a changed policy. */
    public Permits withMost(int newMost) {
        return newMost == most
                ? this
                : new Permits(Math.min(limit, newMost), newMost, steep, loweredAt);
    }

    /**
     * After an answer.
     *
     * @param startedAt when the function was called: what was called before the last halving says
     *     nothing new
     */
    public Permits after(InvocationOutcome outcome, long startedAt, long now) {
        return switch (outcome) {
            case Succeeded _, Terminal _ -> raised();
            case Forbidden _ -> this;
            case Retryable retryable ->
                    switch (retryable.failure()) {
                        case BUSY, TIMEOUT, UNAVAILABLE ->
                                startedAt - loweredAt < 0 ? this : lowered(now);
                        case UNREACHABLE, BROKEN, ERROR, OURS, UNTAKEN, FAULT -> this;
                    };
        };
    }

    private Permits raised() {
        double next = steep ? limit + 1 : limit + 1 / limit;
        return new Permits(Math.min(most, next), most, steep, loweredAt);
    }

    private Permits lowered(long now) {
        return new Permits(Math.max(1, limit / 2), most, false, now);
    }
}
