package com.justfaas.router.functions;

import static java.util.Objects.requireNonNull;

import com.justfaas.events.FunctionName;
import com.justfaas.events.streams.FunctionFeed;
import com.justfaas.events.streams.FunctionRecord;
import com.justfaas.events.streams.SkipReason;
import com.justfaas.events.topics.EventAnnotations;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The functions that are known now. The feed's thread writes; everybody reads the snapshot, which
 * is made anew once per burst of news. While the stream is read again from its start, after it was
 * made anew, the snapshot of before stays.
 */
public final class FunctionDirectory implements FunctionFeed.Listener, Supplier<FunctionSnapshot> {

    private final Map<SkipReason, Counter> skipped = new EnumMap<>(SkipReason.class);
    private final List<Consumer<FunctionSnapshot>> listeners = new CopyOnWriteArrayList<>();

    /** Touched by the feed's thread alone. */
    private final Map<FunctionName, KnownFunction> functions = new HashMap<>();

    private boolean changed;
    private long lastRecord;
    private volatile long knownUpTo;

    private volatile FunctionSnapshot snapshot = FunctionSnapshot.EMPTY;
    private volatile boolean ready;

    public FunctionDirectory(MeterRegistry registry) {
        for (SkipReason reason : SkipReason.values()) {
            skipped.put(
                    reason,
                    Counter.builder("faas.management.messages.skipped")
                            .description(
                                    "Messages among the records of functions that are none, by what is wrong with them")
                            .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        Gauge.builder("faas.functions.known", this, self -> self.get().functions().size())
                .description("Functions that the router knows")
                .register(registry);
    }

    /** The functions as of the last burst of news. */
    @Override
    public FunctionSnapshot get() {
        return snapshot;
    }

    /** Whether all that was in the stream at the start has been read. */
    public boolean isReady() {
        return ready;
    }

    /**
     * Tells of every new snapshot, on the feed's thread: a listener that waits makes everybody see
     * old functions.
     */
    public void onChange(Consumer<FunctionSnapshot> listener) {
        listeners.add(listener);
    }

    @Override
    public void record(FunctionRecord record) {
        FunctionName name = record.event().function();
        lastRecord = record.sequence();
        switch (record.event().kind()) {
            case ADDED, MODIFIED -> functions.put(name, known(record));
            case DELETED -> functions.remove(name);
        }
        changed = true;
    }

    private static KnownFunction known(FunctionRecord record) {
        return new KnownFunction(
                record.event().function(),
                record.event().resource().uid(),
                EventAnnotations.read(record.event().resource().annotations()),
                record.time());
    }

    @Override
    public void skipped(long sequence, SkipReason reason) {
        lastRecord = sequence;
        requireNonNull(skipped.get(reason)).increment();
    }

    @Override
    public void caughtUp() {
        if (changed) {
            changed = false;
            FunctionSnapshot fresh = FunctionSnapshot.of(functions);
            snapshot = fresh;
            listeners.forEach(listener -> listener.accept(fresh));
        }
        knownUpTo = lastRecord;
        ready = true;
    }

    /** Up to which sequence the snapshot holds what the stream says. */
    public long knownUpTo() {
        return knownUpTo;
    }

    @Override
    public void reset() {
        functions.clear();
        lastRecord = 0;
        changed = true;
    }
}
