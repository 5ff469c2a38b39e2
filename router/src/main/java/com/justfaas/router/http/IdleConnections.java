package com.justfaas.router.http;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Which connections have no complete request, and which of them is closed while there are as many
 * connections as may be: the one that has been idle longest. A connection is idle from when it was
 * opened, or its last request was completed, until the next head is complete. When none is idle,
 * the one whose body has been arriving longest is closed. Decides only: the caller closes.
 *
 * <p>The first head of a connection and the body of a request may have been sent already and not
 * have been read, so that such a connection is not closed before {@link #GRACE} has passed.
 */
final class IdleConnections<C> {

    /** More than a packet takes within a cluster, one retransmission included. */
    static final Duration GRACE = Duration.ofMillis(250);

    private final LongSupplier nanoTime;

    // each since when, the longest first
    private final SequencedMap<C, Long> opened = new LinkedHashMap<>();
    private final SequencedMap<C, Long> used = new LinkedHashMap<>();
    private final SequencedMap<C, Long> receiving = new LinkedHashMap<>();
    private final Set<C> responding = new HashSet<>();

    /** There are as many as may be, and none that has been chosen and will make room. */
    private boolean wanted;

    IdleConnections() {
        this(System::nanoTime);
    }

    IdleConnections(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** It is idle until its first head is complete. */
    synchronized void opened(C connection) {
        opened.put(connection, nanoTime.getAsLong());
    }

    /**
     * It has the head of a request; the body may still be on its way.
     *
     * @return false when it was chosen to be closed: then the request must not be served
     */
    synchronized boolean begins(C connection) {
        boolean begins = opened.remove(connection) != null || used.remove(connection) != null;
        if (begins) {
            receiving.put(connection, nanoTime.getAsLong());
        }
        return begins;
    }

    /** It has all of the request, and the response is being made. */
    synchronized void received(C connection) {
        if (receiving.remove(connection) != null) {
            responding.add(connection);
        }
    }

    /**
     * Its request is completed. One that is closed or chosen by now does not become idle: chosen
     * once more, it would make no room.
     *
     * @return the one to close, if one is wanted
     */
    synchronized Optional<C> completed(C connection) {
        if (receiving.remove(connection) != null || responding.remove(connection)) {
            used.put(connection, nanoTime.getAsLong());
        }
        return choose();
    }

    synchronized void closed(C connection) {
        opened.remove(connection);
        used.remove(connection);
        receiving.remove(connection);
        responding.remove(connection);
    }

    /**
     * There are as many as may be. The one to close, if there is one; otherwise one is wanted until
     * a request is completed or {@link #choose()} finds one.
     */
    synchronized Optional<C> full() {
        wanted = true;
        return choose();
    }

    synchronized void notFull() {
        wanted = false;
    }

    synchronized boolean isWanted() {
        return wanted;
    }

    /** The one to close, if one is wanted and there is one by now. */
    synchronized Optional<C> choose() {
        if (!wanted) {
            return Optional.empty();
        }
        Optional<C> longest =
                Stream.of(since(used, Duration.ZERO), since(opened, GRACE))
                        .flatMap(Optional::stream)
                        .min((a, b) -> Long.signum(a.getValue() - b.getValue()))
                        .or(() -> since(receiving, GRACE))
                        .map(Map.Entry::getKey);
        longest.ifPresent(this::closed);
        wanted = longest.isEmpty();
        return longest;
    }

    /** The first of them, if it has been there for so long. */
    private Optional<Map.Entry<C, Long>> since(SequencedMap<C, Long> connections, Duration least) {
        return Optional.ofNullable(connections.firstEntry())
                .filter(first -> nanoTime.getAsLong() - first.getValue() >= least.toNanos());
    }
}
