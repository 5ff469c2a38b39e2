package com.justfaas.router.http;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which connections have no complete request, and which of them has to go while there are as many
 * connections as may be. One whose head is incomplete is idle since it was opened, or since its
 * last request was completed. When none is idle, the one whose body has been arriving longest goes.
 * Decides only: the caller closes.
 */
final class IdleConnections<C> {

    private final Set<C> longestFirst = new LinkedHashSet<>();
    private final Set<C> receiving = new LinkedHashSet<>();
    private boolean full;

    /**
     * It is idle until its first head is complete. The one to close, if there is one: not this one,
     * unless it goes on being idle.
     */
    synchronized Optional<C> opened(C connection) {
        longestFirst.add(connection);
        return full && longestFirst.size() + receiving.size() > 1
                ? longestIdle()
                : Optional.empty();
    }

    /**
     * It has the head of a request; the body may still be on its way.
     *
     * @return false when it was chosen to be closed: then the request must not be served
     */
    synchronized boolean begins(C connection) {
        return longestFirst.remove(connection) && receiving.add(connection);
    }

    /** It has all of the request, and the response is being made. */
    synchronized void received(C connection) {
        receiving.remove(connection);
    }

    /** Its request is completed. The one to close, if there is one. */
    synchronized Optional<C> completed(C connection) {
        receiving.remove(connection);
        longestFirst.add(connection);
        return full ? longestIdle() : Optional.empty();
    }

    synchronized void closed(C connection) {
        receiving.remove(connection);
        longestFirst.remove(connection);
    }

    /**
     * There are as many as may be. The one to close; while the responses of all are being made,
     * there is one as soon as one of them is completed.
     */
    synchronized Optional<C> full() {
        full = true;
        return longestIdle();
    }

    synchronized void notFull() {
        full = false;
    }

    private Optional<C> longestIdle() {
        Set<C> candidates = longestFirst.isEmpty() ? receiving : longestFirst;
        Optional<C> longest = candidates.stream().findFirst();
        longest.ifPresent(candidates::remove);
        full = full && longest.isEmpty();
        return longest;
    }
}
