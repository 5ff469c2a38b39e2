package com.justfaas.router.engine;

import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Who waits for a permit of a lane. Live deliveries and those of the backlog take turns, so that
 * neither starves the other. Not for more than one thread at a time.
 */
final class WaitingLine {

    /** Where a delivery comes from. */
    enum Origin {
        LIVE,
        BACKLOG
    }

    private final ArrayDeque<Waiter> live = new ArrayDeque<>();
    private final ArrayDeque<Waiter> backlog = new ArrayDeque<>();
    private Origin next = Origin.LIVE;

    /** One who waits, on a thread of its own. */
    static final class Waiter {
        private final Deadline deadline;
        private boolean granted;

        private Waiter(Deadline deadline) {
            this.deadline = deadline;
        }

        boolean isGranted() {
            return granted;
        }

        void grant() {
            granted = true;
            deadline.wake();
        }
    }

    Waiter join(Origin origin, Deadline deadline) {
        Waiter waiter = new Waiter(deadline);
        of(origin).add(waiter);
        return waiter;
    }

    void leave(Origin origin, Waiter waiter) {
        of(origin).remove(waiter);
    }

    /** Takes out who is next. */
    Optional<Waiter> poll() {
        Origin other = next == Origin.LIVE ? Origin.BACKLOG : Origin.LIVE;
        Waiter first = of(next).isEmpty() ? of(other).poll() : of(next).poll();
        if (first != null) {
            next = other;
        }
        return Optional.ofNullable(first);
    }

    /** Whoever waits looks whether there is any hope left. */
    void wakeAll() {
        live.forEach(waiter -> waiter.deadline.wake());
        backlog.forEach(waiter -> waiter.deadline.wake());
    }

    boolean isEmpty(Origin origin) {
        return of(origin).isEmpty();
    }

    int size() {
        return live.size() + backlog.size();
    }

    private ArrayDeque<Waiter> of(Origin origin) {
        return origin == Origin.LIVE ? live : backlog;
    }
}
