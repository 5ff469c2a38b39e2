package com.justfaas.router.engine;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the memory of large events whose deliveries take long: that come from the backlog, or were
 * handed over to it while the function is at work. There may be as many of them as there are
 * functions, and together they may be many times what the heap has. Small events are not counted:
 * the bounds on how many there are will do for them.
 *
 * <p>Functions that owe answers get one half of it only, so that the other half is there for those
 * that answer.
 */
public final class LargeEvents {

    /** From so many bytes on. */
    public static final int LARGE = 16 << 10;

    private static final Room NONE_NEEDED = () -> {};

    private final long most;
    private final AtomicLong used = new AtomicLong();

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
     * @param owesAnswers whether the function has not answered for a while
     */
    public Optional<Room> tryTake(int bytes, boolean owesAnswers) {
        if (bytes < LARGE) {
            return Optional.of(NONE_NEEDED);
        }
        long limit = owesAnswers ? most / 2 : most;
        long before =
                used.getAndUpdate(now -> now == 0 || now + bytes <= limit ? now + bytes : now);
        return before == 0 || before + bytes <= limit ? Optional.of(room(bytes)) : Optional.empty();
    }

    /** Whether {@link #tryTake} would find room just now. */
    boolean hasRoom(int bytes, boolean owesAnswers) {
        return bytes < LARGE || used.get() + bytes <= (owesAnswers ? most / 2 : most);
    }

    /**
     * Takes room, and more than there is if need be.
     *
     * @param bytes of the event's data
     */
    Room take(int bytes) {
        if (bytes < LARGE) {
            return NONE_NEEDED;
        }
        used.addAndGet(bytes);
        return room(bytes);
    }

    private Room room(long bytes) {
        return () -> used.addAndGet(-bytes);
    }
}
