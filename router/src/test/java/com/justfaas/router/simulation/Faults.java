package com.justfaas.router.simulation;

/**
 * What goes wrong beside the functions, as probabilities.
 *
 * @param lostRequests of a request that the broker never gets
 * @param lateRequests of one that it gets after the router gave up waiting
 * @param lostAnswers of one that it carries out, and whose answer is lost
 * @param lostMessages of an acknowledgement or a lease's extension that is lost
 * @param crashes of a crash before or after a command
 * @param fullStreams whether the backlog and the dead letters are full for a while
 * @param splitOwners whether replicas lose sight of each other for a while
 */
record Faults(
        double lostRequests,
        double lateRequests,
        double lostAnswers,
        double lostMessages,
        double crashes,
        boolean fullStreams,
        boolean splitOwners) {

    static final Faults NONE = new Faults(0, 0, 0, 0, 0, false, false);

    /** Each kind in some schedules only, so that one does not hide what another would show. */
    static Faults some(Chance chance) {
        return new Faults(
                chance.hits(0.4) ? chance.oneOf(0.01, 0.1) : 0,
                chance.hits(0.3) ? chance.oneOf(0.01, 0.1) : 0,
                chance.hits(0.5) ? chance.oneOf(0.01, 0.1, 0.3) : 0,
                chance.hits(0.4) ? chance.oneOf(0.1, 0.5) : 0,
                chance.hits(0.5) ? chance.oneOf(0.001, 0.005, 0.02) : 0,
                chance.hits(0.3),
                chance.hits(0.4));
    }
}
