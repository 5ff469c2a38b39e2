package com.justfaas.router.engine;

/**
 * How long a function takes to answer, by what was seen of it so far. Times are of a monotonic
 * clock, in nanoseconds. Not for more than one thread at a time.
 */
final class ResponseTimes {

    /** So long is no answer that one waits for; nor is to have had none for so long. */
    private static final long LONG = 2_000_000_000L;

    /** Each new answer counts as much as one of so many. */
    private static final int WEIGHT = 8;

    private long service;
    private long lastAnswer;
    private boolean timedOut;

    ResponseTimes(long now) {
        this.lastAnswer = now;
    }

    /** It is called, and owed no answer before. */
    void begins(long now) {
        lastAnswer = now;
    }

    /**
     * A call has ended.
     *
     * @param timedOut without an answer
     */
    void ended(long startedAt, long now, boolean timedOut) {
        long took = now - startedAt;
        service = service == 0 ? took : (service * (WEIGHT - 1) + took) / WEIGHT;
        this.timedOut = timedOut;
        if (!timedOut) {
            lastAnswer = now;
        }
    }

    /** Whether it has given no answer for long, also for one that is slow; if it owes one. */
    boolean isSilent(long now) {
        return now - lastAnswer > Math.max(LONG, 2 * service);
    }

    /** Whether it usually takes long. */
    boolean isSlow() {
        return timedOut || service > LONG;
    }

    /**
     * How long an answer takes; one that has not answered for a while is taken for as slow as that.
     */
    long expected(long now) {
        return Math.max(service, now - lastAnswer);
    }
}
