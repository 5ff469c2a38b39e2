package com.justfaas.router.simulation;

import java.util.List;

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

    /** What the function has answered that is to become events. */
    List<String> replies = List.of();

    /** Whether the function has answered what cannot become an event. */
    boolean refused;

    /** Dead letters of such an answer. */
    int refusals;

    Account(Pair pair) {
        this.pair = pair;
    }

    boolean hasEnded() {
        return delivered > 0 || dead > 0;
    }

    /** Whether the function has it, and nothing of its answer is lost; or it lies buried. */
    boolean isSettled(ReplyLedger ledger) {
        return dead > 0
                || (delivered > 0
                        && replies.stream().allMatch(ledger::isKept)
                        && (!refused || refusals > 0));
    }

    @Override
    public String toString() {
        return "%s, %d copies wait, %d attempts, %d in flight, %d delivered, %d dead, answered %s%s"
                .formatted(
                        owed ? "owed" : "not owed",
                        copies,
                        attempts,
                        inFlight,
                        delivered,
                        dead,
                        replies,
                        refused ? ", %d times refused".formatted(refusals) : "");
    }
}
