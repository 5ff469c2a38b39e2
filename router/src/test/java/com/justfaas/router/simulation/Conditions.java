package com.justfaas.router.simulation;

/**
 * What a schedule is like; follows from its seed alone.
 *
 * @param lag longest until a replica hears of a change to a function
 * @param patience longest that a live event is held
 * @param ackWait until an event that was handed out and not settled is handed out again
 * @param maxAckPending how many events may be handed out and not settled
 * @param healsAt from when on everything is well
 */
record Conditions(
        long seed,
        int replicas,
        int functions,
        int events,
        Faults faults,
        boolean changes,
        long lag,
        long patience,
        long ackWait,
        int maxAckPending,
        long healsAt) {

    static Conditions of(long seed) {
        Chance chance = new Chance(~seed);
        boolean calm = chance.hits(0.3);
        return new Conditions(
                seed,
                chance.between(1, 3),
                chance.between(1, 3),
                chance.between(1, 10),
                calm ? Faults.NONE : Faults.some(chance),
                chance.hits(0.6),
                chance.hits(0.4) ? chance.oneOf(50, 500, 5_000) * VirtualTime.MILLI : 0,
                chance.oneOf(100, 1_000) * VirtualTime.MILLI,
                chance.between(5, 30) * VirtualTime.SECOND,
                chance.between(1, 12),
                chance.between(5, 40) * VirtualTime.SECOND);
    }
}
