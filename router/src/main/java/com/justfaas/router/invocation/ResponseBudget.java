package com.justfaas.router.invocation;

import com.justfaas.events.FunctionName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Bounds the memory of all responses together, from their first byte until what follows from them
 * is stored. Up to {@value #FREE} bytes take none of it. A response that turns out to be larger
 * reserves all that it may come to, so that it never waits for memory again while it holds some;
 * while there is none, it waits, unread.
 *
 * <p>A function gets an eighth at most. Of those that wait, the one whose function holds the least
 * is next, and of these the one whose function was served the longest ago. While it waits, a
 * response that has been arriving for {@link #TURN}, of a function that holds more, is broken off:
 * slow responses take what others leave.
 */
public final class ResponseBudget {

    /** Bytes of a response's headers, and of its body, that it may take in any case. */
    static final int FREE = 4 << 10;

    /** For so long a response may arrive while others wait for memory. */
    static final Duration TURN = Duration.ofSeconds(1);

    /** What waits has a buffer of its connection each; more are refused. */
    private static final int MOST_WAITING = 1000;

    private static final int SHARES = 8;

    private final long total;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<FunctionName, Long> used = new HashMap<>();
    private final Map<FunctionName, Long> served = new HashMap<>();
    private final Set<Share> arriving = new LinkedHashSet<>(); // the oldest first
    private final Set<Share> waiting = new LinkedHashSet<>();
    private long totalUsed;
    private long leaving;
    private long serial;

    /**
     * @param total in bytes
     */
    public ResponseBudget(long total) {
        this(total, System::nanoTime);
    }

    ResponseBudget(long total, LongSupplier nanoTime) {
        this.total = total;
        this.nanoTime = nanoTime;
    }

    /** Bytes reserved just now. */
    public long used() {
        lock.lock();
        try {
            return totalUsed;
        } finally {
            lock.unlock();
        }
    }

    /** How many responses wait for memory. */
    public int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * What a response of that function holds; nothing at first.
     *
     * @param breakOff ends the response, so that its share is released soon
     */
    Share share(FunctionName function, Runnable breakOff) {
        return new Share(function, breakOff);
    }

    private long usedBy(FunctionName function) {
        return used.getOrDefault(function, 0L);
    }

    /** The next that gets memory: not the first, or one function's crowd would be before others. */
    private Optional<Share> next() {
        return waiting.stream()
                .filter(share -> !share.isBeyondItsFunction(share.wanted))
                .min(
                        Comparator.<Share>comparingLong(share -> usedBy(share.function))
                                .thenComparingLong(
                                        share -> served.getOrDefault(share.function, 0L)));
    }

    private void forgetIfGone(FunctionName function) {
        if (!used.containsKey(function)
                && waiting.stream().noneMatch(share -> share.function.equals(function))) {
            served.remove(function);
        }
    }

    /** The lock is held; what is returned is to be run without it. */
    private List<Runnable> grant() {
        List<Runnable> granted = new ArrayList<>();
        for (Optional<Share> next = next();
                next.isPresent() && next.get().fits(next.get().wanted);
                next = next()) {
            Share share = next.get();
            waiting.remove(share);
            share.hold(share.wanted);
            granted.add(share.granted);
        }
        return granted;
    }

    /** The lock is held; what is returned is to be run without it. */
    private List<Runnable> makeRoom() {
        List<Runnable> breakOffs = new ArrayList<>();
        next().ifPresent(
                        next -> {
                            long most = usedBy(next.function);
                            for (Share each : List.copyOf(arriving)) {
                                if (totalUsed - leaving + next.missing(next.wanted) <= total) {
                                    break;
                                }
                                if (each.hadItsTurn() && usedBy(each.function) > most) {
                                    arriving.remove(each);
                                    leaving += each.held;
                                    each.leaves = true;
                                    breakOffs.add(each.breakOff);
                                }
                            }
                        });
        return breakOffs;
    }

    /** What one response holds, until it is released. Thread-safe. */
    final class Share implements FunctionResponse.Memory {

        private final FunctionName function;
        private final Runnable breakOff;
        private long held;
        private long since;
        private long wanted;
        private Runnable granted = () -> {};
        private boolean leaves;
        private boolean released;

        private Share(FunctionName function, Runnable breakOff) {
            this.function = function;
            this.breakOff = breakOff;
        }

        /**
         * Holds so many bytes from now on, if there are as many and nothing waits that is before.
         */
        boolean tryReserve(long bytes) {
            lock.lock();
            try {
                if (released || isBeyondItsFunction(bytes) || !fits(bytes) || next().isPresent()) {
                    return false;
                }
                hold(bytes);
                return true;
            } finally {
                lock.unlock();
            }
        }

        /**
         * Waits for as many bytes, unless they have become free since they were asked for.
         *
         * @param then run when they are held, on any thread
         * @return false when too many wait
         */
        boolean await(long bytes, Runnable then) {
            List<Runnable> next;
            lock.lock();
            try {
                if (released || waiting.size() >= MOST_WAITING) {
                    return false;
                }
                wanted = bytes;
                granted = then;
                waiting.add(this);
                next = grant();
            } finally {
                lock.unlock();
            }
            next.forEach(Runnable::run);
            return true;
        }

        boolean isWaiting() {
            lock.lock();
            try {
                return waiting.contains(this);
            } finally {
                lock.unlock();
            }
        }

        /** To be called now and then while it waits: what had its turn makes room. */
        void insist() {
            List<Runnable> next;
            lock.lock();
            try {
                next = grant();
                next.addAll(makeRoom());
            } finally {
                lock.unlock();
            }
            next.forEach(Runnable::run);
        }

        /** The response has arrived, and takes so many bytes; nothing breaks it off any more. */
        void arrived(long bytes) {
            settle(bytes, false);
        }

        @Override
        public void release() {
            settle(0, true);
        }

        private void settle(long bytes, boolean last) {
            List<Runnable> next;
            lock.lock();
            try {
                if (released) {
                    return;
                }
                released = last;
                waiting.remove(this);
                if (leaves) {
                    leaving -= held;
                    leaves = false;
                }
                hold(Math.min(bytes, held));
                arriving.remove(this);
                forgetIfGone(function);
                next = grant();
            } finally {
                lock.unlock();
            }
            next.forEach(Runnable::run);
        }

        private void hold(long bytes) {
            if (held == 0 && bytes > 0) {
                since = nanoTime.getAsLong();
                arriving.add(this);
                served.put(function, ++serial);
            }
            if (bytes != held) {
                totalUsed += bytes - held;
                used.merge(function, bytes - held, (a, b) -> a + b == 0 ? null : a + b);
                held = bytes;
            }
        }

        private long missing(long bytes) {
            return bytes - held;
        }

        /** One response is never beyond it, however large. */
        private boolean isBeyondItsFunction(long bytes) {
            long mine = usedBy(function);
            return mine > held && mine + missing(bytes) > total / SHARES;
        }

        private boolean fits(long bytes) {
            return totalUsed == held || totalUsed + missing(bytes) <= total;
        }

        private boolean hadItsTurn() {
            return nanoTime.getAsLong() - since >= TURN.toNanos();
        }
    }
}
