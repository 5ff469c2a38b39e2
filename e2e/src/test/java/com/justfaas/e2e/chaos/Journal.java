package com.justfaas.e2e.chaos;

import com.justfaas.testkit.Ledger;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What became of each event, by its number. Nearly every event is for one function. Arrays and no
 * maps: it stands beside what it measures on the same two cores. Thread-safe.
 */
final class Journal {

    /** What the sender of an event was told. */
    enum Fate {
        ACCEPTED,
        REFUSED,
        UNKNOWN
    }

    /** In the place of a function's index: every function that subscribed gets the event. */
    private static final int ALL = -1;

    private final AtomicInteger offered = new AtomicInteger();
    private final int[] functions;
    private final AtomicReferenceArray<Fate> fates;
    private final AtomicLongArray offeredAt;
    private final AtomicLongArray deliveredAt;
    private final AtomicLongArray repeatedAt;
    private final AtomicIntegerArray deliveries;
    private final AtomicLong distinct = new AtomicLong();

    /** Of events for more than one function: each event with each function that has it. */
    private final Set<Long> shared = ConcurrentHashMap.newKeySet();

    private final AtomicLong strays = new AtomicLong();

    Journal(int capacity) {
        functions = new int[capacity];
        fates = new AtomicReferenceArray<>(capacity);
        offeredAt = new AtomicLongArray(capacity);
        deliveredAt = new AtomicLongArray(capacity);
        repeatedAt = new AtomicLongArray(capacity);
        deliveries = new AtomicIntegerArray(capacity);
    }

    /** An event for that function is about to be sent; returns its number. */
    int offer(SinkFunction function) {
        return offer(function.index());
    }

    /** An event for more than one function is about to be sent; returns its number. */
    int offerToAll() {
        return offer(ALL);
    }

    private int offer(int function) {
        int event = offered.getAndIncrement();
        functions[event] = function;
        offeredAt.set(event, System.nanoTime());
        return event;
    }

    void settle(int event, Fate fate) {
        fates.set(event, fate);
    }

    private Fate fate(int event) {
        Fate fate = fates.get(event);
        return fate == null ? Fate.UNKNOWN : fate;
    }

    /** A function has it, and has said so. */
    void delivered(int event, SinkFunction function) {
        if (event >= offered.get()
                || (functions[event] != ALL && functions[event] != function.index())) {
            strays.incrementAndGet();
            return;
        }
        if (functions[event] == ALL) {
            shared.add(((long) event << Integer.SIZE) + function.index());
        }
        if (deliveries.getAndIncrement(event) == 0) {
            deliveredAt.set(event, System.nanoTime());
            distinct.incrementAndGet();
        } else {
            repeatedAt.set(event, System.nanoTime());
        }
    }

    /** The number of the next event. */
    int next() {
        return offered.get();
    }

    /** How many different events were delivered. */
    long distinct() {
        return distinct.get();
    }

    /** How many deliveries of events for more than one function were made, each counted once. */
    long sharedDeliveries() {
        return shared.size();
    }

    /** How often something arrived where nobody had sent it. */
    long strays() {
        return strays.get();
    }

    int function(int event) {
        return functions[event];
    }

    boolean isAccepted(int event) {
        return fates.get(event) == Fate.ACCEPTED;
    }

    long offeredAt(int event) {
        return offeredAt.get(event);
    }

    int deliveries(int event) {
        return deliveries.get(event);
    }

    /** When it arrived for the first time, in nanoseconds of the JVM's clock. */
    long deliveredAt(int event) {
        return deliveredAt.get(event);
    }

    /** When it arrived for the last time, of more than one. */
    long repeatedAt(int event) {
        return repeatedAt.get(event);
    }

    /** Accepted events from one number to before another that did not arrive yet. */
    long missing(int from, int to, IntPredicate function) {
        return IntStream.range(from, to)
                .filter(event -> function.test(functions[event]))
                .filter(event -> isAccepted(event) && deliveries.get(event) == 0)
                .count();
    }

    /** From offer to arrival, of what arrived. */
    Percentiles latencies(int from, int to, IntPredicate function) {
        return Percentiles.of(
                IntStream.range(from, to)
                        .filter(event -> function.test(functions[event]))
                        .filter(event -> deliveries.get(event) > 0)
                        .mapToLong(event -> deliveredAt.get(event) - offeredAt.get(event))
                        .toArray());
    }

    /** When events from that number on arrived, in order. */
    long[] arrivals(int from) {
        return IntStream.range(from, next())
                .filter(event -> deliveries.get(event) > 0)
                .mapToLong(deliveredAt::get)
                .sorted()
                .toArray();
    }

    /** When a function's next event arrived after that moment; 0 when none did. */
    long firstAfter(SinkFunction function, long moment) {
        return IntStream.range(0, next())
                .filter(event -> functions[event] == function.index())
                .mapToLong(deliveredAt::get)
                .filter(at -> at > moment)
                .min()
                .orElse(0);
    }

    /** The accounts of all events from that number on. */
    Ledger ledger(int from) {
        Ledger ledger = new Ledger();
        for (int event = from; event < next(); event++) {
            String id = EventText.id(event);
            ledger.offered(id);
            switch (fate(event)) {
                case ACCEPTED -> ledger.accepted(id);
                case REFUSED -> ledger.refused(id);
                case UNKNOWN -> ledger.unknown(id);
            }
            for (int i = 0; i < deliveries.get(event); i++) {
                ledger.delivered(id);
            }
        }
        return ledger;
    }
}
