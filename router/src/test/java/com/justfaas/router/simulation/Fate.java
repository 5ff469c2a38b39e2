package com.justfaas.router.simulation;

import java.util.EnumMap;
import java.util.Map;

/** Decides when a fault strikes, until all is well. */
final class Fate {

    private final Conditions conditions;
    private final Chance chance;
    private final VirtualTime time;
    private final Trace trace;
    private final Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
    private boolean healed;

    Fate(Conditions conditions, Chance chance, VirtualTime time, Trace trace) {
        this.conditions = conditions;
        this.chance = chance;
        this.time = time;
        this.trace = trace;
    }

    Conditions conditions() {
        return conditions;
    }

    Chance chance() {
        return chance;
    }

    Faults faults() {
        return healed ? Faults.NONE : conditions.faults();
    }

    boolean strikes(double probability, Fault fault, String what) {
        if (healed || !chance.hits(probability)) {
            return false;
        }
        struck(fault, what);
        return true;
    }

    /** A fault took place. */
    void struck(Fault fault, String what) {
        struck.merge(fault, 1, Integer::sum);
        if (trace.isKept()) {
            trace.add(time.now(), fault + ": " + what);
        }
    }

    /** The faults that took place, and how often each. */
    Map<Fault, Integer> struck() {
        return struck;
    }

    /** Whether nothing but the functions misbehaved so far. */
    boolean isCalm() {
        return struck.isEmpty();
    }

    boolean isHealed() {
        return healed;
    }

    void heal() {
        healed = true;
        trace.add(time.now(), "-- from here on all is well --");
    }
}
