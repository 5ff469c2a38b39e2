package com.justfaas.router.simulation;

import com.justfaas.events.FunctionName;
import com.justfaas.router.backlog.ReaderWindow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One tier of a function's backlog as its reader sees it. */
final class SimulatedTier {

    static final int MOST_TAKEN = 8;
    private static final int CROWDED = 4;

    private final World world;
    private final Replica replica;
    private final FunctionName function;
    private final int tier;
    private final ReaderWindow window;
    private final Deque<BacklogStream.Copy> ahead = new ArrayDeque<>();
    private final Set<Long> removing = new HashSet<>();
    private long readAt;

    SimulatedTier(World world, Replica replica, FunctionName function, int tier) {
        this.world = world;
        this.replica = replica;
        this.function = function;
        this.tier = tier;
        this.window = world.rules().window();
    }

    /** The next copy that was not taken yet, if one was read. */
    Optional<BacklogStream.Copy> peek() {
        return window.size() < MOST_TAKEN && !isStale()
                ? Optional.ofNullable(ahead.peekFirst())
                : Optional.empty();
    }

    boolean mustRead() {
        return window.size() < MOST_TAKEN && (ahead.isEmpty() || isStale());
    }

    /** What was read before it fell due may be gone since: its attempt has come to its end. */
    private boolean isStale() {
        BacklogStream.Copy first = ahead.peekFirst();
        return world.rules().readsAgainWhenDue()
                && first != null
                && first.due() > readAt
                && first.due() <= world.time().now();
    }

    void read(int batch, Runnable then) {
        long from = window.next();
        int most = batch + window.size();
        long asked = world.time().now();
        replica.link()
                .request(
                        "read %s tier %d from %d".formatted(function, tier, from),
                        () -> world.streams().backlog().read(function, tier, from, most),
                        copies -> {
                            fill(from, asked, copies);
                            then.run();
                        },
                        then);
    }

    private void fill(long from, long asked, List<BacklogStream.Copy> copies) {
        if (!copies.isEmpty() && copies.getFirst().sequence() > from) {
            window.gone(from);
        }
        if (from == window.next()) {
            readAt = asked;
            ahead.clear();
            copies.stream()
                    .filter(copy -> !window.isTaken(copy.sequence()))
                    .filter(copy -> !removing.contains(copy.sequence()))
                    .forEach(ahead::addLast);
        }
    }

    /** Takes what {@link #peek} showed; false when it is not the next one any more. */
    boolean take(BacklogStream.Copy shown) {
        BacklogStream.Copy first = ahead.peekFirst();
        if (first == null || first.sequence() != shown.sequence()) {
            return false;
        }
        ahead.removeFirst();
        window.taken(first.sequence());
        Violation.unless(
                window.size() <= MOST_TAKEN, () -> "%d copies in mind".formatted(window.size()));
        return true;
    }

    void over(long sequence) {
        window.over(sequence);
    }

    void left(long sequence) {
        window.left(sequence);
        ahead.clear();
    }

    int taken() {
        return window.size();
    }

    /**
     * Removes what is over.
     *
     * @param reading false when what was left is not waited for, because another replica reads it
     */
    void flush(boolean reading) {
        BacklogStream backlog = world.streams().backlog();
        window.takeRemovable()
                .ifPresent(
                        last ->
                                remove(
                                        "purge %s tier %d up to %d".formatted(function, tier, last),
                                        () -> backlog.removeUpTo(function, tier, last),
                                        () -> {}));
        if (!reading || window.size() > CROWDED) {
            for (long sequence : window.takeScattered()) {
                removing.add(sequence);
                remove(
                        "remove " + sequence,
                        () -> backlog.remove(sequence),
                        () -> removing.remove(sequence));
            }
        }
    }

    private void remove(String what, Runnable atBroker, Runnable confirmed) {
        replica.link().remove(what, atBroker, confirmed);
    }
}
