package com.justfaas.router.http;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which connections have no request in progress, and which of them has to go while there are as
 * many connections as may be. One whose head is incomplete is idle since it was opened, or since
 * its last request was completed. Decides only: the caller closes.
 */
final class IdleConnections<C> {

    private final Set<C> longestFirst = new LinkedHashSet<>();
    private boolean full;

    /**
     * It is idle until its first head is complete. The one to close, if there is one: not this one,
     * unless it goes on being idle.
     */
    synchronized Optional<C> opened(C connection) {
        longestFirst.add(connection);
        return full && longestFirst.size() > 1 ? longestIdle() : Optional.empty();
    }

    /**
     * It has the head of a request.
     *
     * @return false when it was chosen to be closed: then the request must not be served
     */
    synchronized boolean begins(C connection) {
        return longestFirst.remove(connection);
    }

    /** Its request is completed. The one to close, if there is one. */
    synchronized Optional<C> completed(C connection) {
        longestFirst.add(connection);
        return full ? longestIdle() : Optional.empty();
    }

    synchronized void closed(C connection) {
        longestFirst.remove(connection);
    }

    /**
     * There are as many as may be. The one to close; while all have requests in progress, there is
     * one as soon as one of them is completed.
     */
    synchronized Optional<C> full() {
        full = true;
        return longestIdle();
    }

    synchronized void notFull() {
        full = false;
    }

    private Optional<C> longestIdle() {
        Optional<C> longest = longestFirst.stream().findFirst();
        longest.ifPresent(longestFirst::remove);
        full = full && longest.isEmpty();
        return longest;
    }
}
