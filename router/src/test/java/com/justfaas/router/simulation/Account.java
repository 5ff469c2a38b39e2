package com.justfaas.router.simulation;

/** What became of one delivery, by what the broker and the function saw. */
final class Account {

    final Pair pair;

    /** Whether the function was known everywhere when the event was accepted. */
    boolean owed;

    /** Copies that wait. */
    int copies;

    /** Whether there ever was one. */
    boolean copied;

    int inFlight;

    /** Attempts that the function may have seen. */
    int attempts;

    boolean rejected;
    int delivered;
    int dead;

    Account(Pair pair) {
        this.pair = pair;
    }

    boolean isSettled() {
        return delivered > 0 || dead > 0;
    }

    @Override
    public String toString() {
        return "%s, %d copies wait, %d attempts, %d in flight, %d delivered, %d dead"
                .formatted(owed ? "owed" : "not owed", copies, attempts, inFlight, delivered, dead);
    }
}
