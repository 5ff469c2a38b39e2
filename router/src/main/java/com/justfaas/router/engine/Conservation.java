package com.justfaas.router.engine;

import com.justfaas.router.delivery.DeliveryState.Ending;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/**
 * The count of deliveries, from which it can be seen at any moment that none went astray: each that
 * began has ended or runs. What runs is not derived from the other counts, but asked of the
 * threads.
 */
public final class Conservation {

    private static final int TRIES = 20;
    private static final int TRY_AGAIN_MILLIS = 2;

    private final LongAdder begunFromEvents = new LongAdder();
    private final LongAdder begunFromCopies = new LongAdder();
    private final Map<Ending, LongAdder> ended = new ConcurrentHashMap<>();

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
        (fromEvent ? begunFromEvents : begunFromCopies).increment();
    }

    void ended(Ending ending) {
        ended.computeIfAbsent(ending, e -> new LongAdder()).increment();
    }

    /**
     * The counts, together with what runs. They move while they are read, so a reading that does
     * not add up is taken again; one that never adds up is a drift.
     *
     * @param running asks how many deliveries run
     */
    public Balance balance(IntSupplier running) {
        Balance balance = read(running);
        for (int i = 0; i < TRIES && balance.drift() != 0; i++) {
            try {
                Thread.sleep(TRY_AGAIN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return balance;
            }
            balance = read(running);
        }
        return balance;
    }

    private Balance read(IntSupplier running) {
        Map<Ending, Long> over = new EnumMap<>(Ending.class);
        ended.forEach((ending, count) -> over.put(ending, count.sum()));
        return new Balance(begunFromEvents.sum(), begunFromCopies.sum(), over, running.getAsInt());
    }
}
