package com.justfaas.router.engine;

import com.justfaas.events.FunctionName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds the memory of large events whose deliveries take long: that come from the backlog, or were
 * handed over to it while the function is at work. There may be as many of them as there are
 * functions, and together they may be many times what the heap has. Small events are not counted:
 * the bounds on how many there are will do for them.
 *
 * <p>A function gets an eighth of it at most, and all those that take long get half of it, so that
 * there is room for those that answer soon.
 */
public final class LargeEvents {

    /** From so many bytes on. */
    public static final int LARGE = 16 << 10;

    private static final Room NONE_NEEDED = () -> {};

    private final long most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<FunctionName, Long> used = new HashMap<>();
    private long total;

    /**
     * @param most bytes of all of them together
     */
    public LargeEvents(long most) {
        this.most = most;
    }

    /** What one takes. */
    public interface Room {

        /** Gives it back; to be called once. */
        void giveBack();
    }

    /**
     * Takes room if there is some; one event finds room in any case.
     *
     * @param bytes of the event's data
     * @param takesLong whether the function usually does, or owes answers
     */
    public Optional<Room> tryTake(FunctionName function, int bytes, boolean takesLong) {
        if (bytes < LARGE) {
            return Optional.of(NONE_NEEDED);
        }
        lock.lock();
        try {
            return fits(function, bytes, takesLong)
                    ? Optional.of(take(function, bytes))
                    : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Whether {@link #tryTake} would find room just now. */
    boolean hasRoom(FunctionName function, int bytes, boolean takesLong) {
        if (bytes < LARGE) {
            return true;
        }
        lock.lock();
        try {
            return fits(function, bytes, takesLong);
        } finally {
            lock.unlock();
        }
    }

    private boolean fits(FunctionName function, int bytes, boolean takesLong) {
        long mine = used.getOrDefault(function, 0L);
        boolean isShare = mine == 0 || mine + bytes <= most / 8;
        return total == 0 || (isShare && total + bytes <= (takesLong ? most / 2 : most));
    }

    /**
     * Takes room, and more than there is if need be.
     *
     * @param bytes of the event's data
     */
    Room take(FunctionName function, int bytes) {
        if (bytes < LARGE) {
            return NONE_NEEDED;
        }
        add(function, bytes);
        return () -> add(function, -bytes);
    }

    private void add(FunctionName function, long bytes) {
        lock.lock();
        try {
            total += bytes;
            used.merge(function, bytes, (a, b) -> a + b == 0 ? null : a + b);
        } finally {
            lock.unlock();
        }
    }
}
