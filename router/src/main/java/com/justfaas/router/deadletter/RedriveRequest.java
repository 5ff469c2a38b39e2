package com.justfaas.router.deadletter;

/**
 * What somebody wants redriven.
 *
 * @param ratePerSecond most deliveries handed to the backlog in a second
 */
record RedriveRequest(Selection selection, int ratePerSecond) {

    static final int USUAL_RATE = 100;
    static final int MOST_RATE = 10_000;
    static final int MOST_IDS = 100;
}
