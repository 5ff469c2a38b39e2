package com.justfaas.router.engine;

import static java.util.Objects.requireNonNull;

import com.justfaas.events.FunctionName;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SequencedSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * In which deliveries of events for many functions wait for a permit. Bounds how many of them hold
 * an event at once, and how many are new: started a moment ago. An event for many functions would
 * otherwise start as many deliveries at once, and a series of such events would fill the memory and
 * delay every delivery.
 *
 * <p>The permits are shared fairly among functions: each function has a queue, and the queues are
 * served round robin ("fair queueing", RFC 970). When all permits are held, functions that hold
 * none get one all the same: deliveries that cannot end, because the backlog is full, hold theirs.
 */
final class FairQueue {

    /** {@link Newcomers} bounds events, and copies of the backlog, in the same way. */
    private static final Duration NEW = Duration.ofMillis(100);

    private final int mostNew;
    private final int mostHeld;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<FunctionName, Line> lines = new HashMap<>();

    /** The lines in which something waits, the one that is next first. */
    private final SequencedSet<Line> turns = new LinkedHashSet<>();

    /**
     * Permits in the order in which they were given, without those at the head that are not new.
     */
    private final Queue<Start> inOrder = new ArrayDeque<>();

    private int fresh;
    private int held;
    private int waiting;
    private boolean closed;

    /** A permit to hold an event. */
    interface Permit {

        /** Gives it back; further calls do nothing. */
        void release();
    }

    /** What one function has here. */
    private static final class Line {
        private final FunctionName function;
        private final Queue<Consumer<Permit>> waiting = new ArrayDeque<>(2);
        private int held;

        Line(FunctionName function) {
            this.function = function;
        }
    }

    /** Work that has a permit. */
    private final class Start implements Permit {
        private final Line line;
        private @Nullable Consumer<Permit> work;
        private final long startedAt = System.nanoTime();
        private boolean isNew = true;
        private boolean released;

        Start(Line line, Consumer<Permit> work) {
            this.line = line;
            this.work = work;
        }

        void run() {
            Consumer<Permit> started = requireNonNull(work);
            work = null; // the permit is remembered for longer than the event is needed
            started.accept(this);
        }

        @Override
        public void release() {
            List<Start> starts = List.of();
            lock.lock();
            try {
                if (!released) {
                    released = true;
                    starts = released(this);
                }
            } finally {
                lock.unlock();
            }
            starts.forEach(Start::run);
        }
    }

    /**
     * @param mostNew how many deliveries are new at most
     * @param mostHeld how many deliveries hold an event at most, beside one for each function
     */
    FairQueue(int mostNew, int mostHeld) {
        this.mostNew = mostNew;
        this.mostHeld = mostHeld;
    }

    /**
     * Starts work for a function when a permit is free for it: at once, or later on the thread that
     * gives a permit back.
     *
     * @param work must return at once and must not fail, and sees to it that its permit is released
     */
    void add(FunctionName function, Consumer<Permit> work) {
        List<Start> starts;
        lock.lock();
        try {
            Line line = lines.computeIfAbsent(function, Line::new);
            line.waiting.add(work);
            waiting++;
            turns.add(line);
            starts = startInTurn();
        } finally {
            lock.unlock();
        }
        starts.forEach(Start::run);
    }

    /** Starts what may start now that time has passed; to be called every few milliseconds. */
    void tick() {
        List<Start> starts;
        lock.lock();
        try {
            age();
            starts = startInTurn();
        } finally {
            lock.unlock();
        }
        starts.forEach(Start::run);
    }

    /** What waits is forgotten, and nothing starts any more. */
    void close() {
        lock.lock();
        try {
            turns.clear();
            lines.values().forEach(line -> line.waiting.clear());
            waiting = 0;
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    private void age() {
        long now = System.nanoTime();
        Start oldest = inOrder.peek();
        while (oldest != null && (!oldest.isNew || now - oldest.startedAt > NEW.toNanos())) {
            inOrder.remove();
            notNew(oldest);
            oldest = inOrder.peek();
        }
    }

    private void notNew(Start start) {
        if (start.isNew) {
            start.isNew = false;
            fresh--;
        }
    }

    private List<Start> startInTurn() {
        List<Start> starts = new ArrayList<>(1);
        while (waiting > 0 && fresh < mostNew && !closed) {
            Optional<Line> next =
                    held < mostHeld
                            ? Optional.of(turns.getFirst())
                            : turns.stream().filter(line -> line.held == 0).findFirst();
            if (next.isEmpty()) {
                break;
            }
            starts.add(startNext(next.get()));
        }
        return starts;
    }

    private Start startNext(Line line) {
        Start start = new Start(line, line.waiting.remove());
        waiting--;
        turns.remove(line);
        if (!line.waiting.isEmpty()) {
            turns.add(line); // as the last one
        }
        line.held++;
        held++;
        fresh++;
        inOrder.add(start);
        return start;
    }

    /** What starts now that a permit was given back. */
    private List<Start> released(Start start) {
        Line line = start.line;
        line.held--;
        held--;
        notNew(start);
        age();
        if (line.held == 0 && line.waiting.isEmpty()) {
            lines.remove(line.function);
        }
        return startInTurn();
    }

    /** How many wait for a permit. */
    int waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }
}
