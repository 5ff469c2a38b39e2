package com.justfaas.router.engine;

import com.justfaas.router.delivery.DeliveryState.Ending;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/**
 * The count of deliveries, from which it can be seen at any moment that none went astray: each that
 * began has ended or runs. What runs is not derived from the other counts, but asked of the
 * threads.
 */
public final class Conservation {

    private static final int TRIES = 50;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Ending, Long> ended = new EnumMap<>(Ending.class);
    private long begunFromEvents;
    private long begunFromCopies;

    public Conservation() {
        for (Ending ending : Ending.values()) {
            ended.put(ending, 0L);
        }
    }

    /**
     * The counts since the process started.
     *
     * @param fromEvents deliveries that began with an event
     * @param fromCopies deliveries that began with a copy from the backlog
     * @param ended how they ended
     * @param running how many run
     */
    public record Balance(long fromEvents, long fromCopies, Map<Ending, Long> ended, long running) {

        /** How many are neither over nor running; anything but 0 is a defect. */
        public long drift() {
            long over = ended.values().stream().mapToLong(Long::longValue).sum();
            return fromEvents + fromCopies - over - running;
        }
    }

    void begun(boolean fromEvent) {
        lock.lock();
        try {
            if (fromEvent) {
                begunFromEvents++;
            } else {
                begunFromCopies++;
            }
        } finally {
            lock.unlock();
        }
    }

    void ended(Ending ending) {
        lock.lock();
        try {
            ended.merge(ending, 1L, Long::sum);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The counts, taken together with what runs at a moment when neither moved.
     *
     * @param running asks how many deliveries run
     */
    public Balance balance(IntSupplier running) {
        Balance balance = take(running.getAsInt());
        for (int i = 0; i < TRIES && balance.drift() != 0; i++) {
            Thread.onSpinWait();
            balance = take(running.getAsInt());
        }
        return balance;
    }

    private Balance take(long running) {
        lock.lock();
        try {
            return new Balance(begunFromEvents, begunFromCopies, Map.copyOf(ended), running);
        } finally {
            lock.unlock();
        }
    }
}
