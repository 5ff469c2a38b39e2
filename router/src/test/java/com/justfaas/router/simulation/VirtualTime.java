package com.justfaas.router.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes only from one step to the next; all times are in microseconds. */
final class VirtualTime {

    static final long MILLI = 1_000;
    static final long SECOND = 1_000 * MILLI;

    private record Plan(long at, long order, Runnable action) {}

    private final PriorityQueue<Plan> plans =
            new PriorityQueue<>(Comparator.comparingLong(Plan::at).thenComparingLong(Plan::order));
    private final Chance chance;
    private long now;
    private long steps;

    VirtualTime(Chance chance) {
        this.chance = chance;
    }

    long now() {
        return now;
    }

    Instant instant() {
        return instant(now);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plusNanos(micros * 1_000);
    }

    static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    /** How many steps were made. */
    long steps() {
        return steps;
    }

    void after(long delay, Runnable action) {
        plans.add(new Plan(now + Math.max(0, delay), chance.order(), action));
    }

    /** Does what is next; false when nothing is. */
    boolean step() {
        Plan plan = plans.poll();
        if (plan == null) {
            return false;
        }
        now = plan.at();
        steps++;
        plan.action().run();
        return true;
    }
}
