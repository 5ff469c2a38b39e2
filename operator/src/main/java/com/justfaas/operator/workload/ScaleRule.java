package com.justfaas.operator.workload;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a function is scaled to zero, and when it is woken. */
final class ScaleRule {

    enum Decision {
        KEEP,
        TO_ZERO,
        WAKE
    }

    /**
     * A function that is scaled to zero when it is idle.
     *
     * @param replicas that its Deployment is to have
     * @param idleFrom from when on it may count as idle: it was created, woken, or watched first
     * @param cooldown how long without a call until it is scaled to zero
     * @param isPaused whether its events wait in any case
     */
    record Scalable(int replicas, Instant idleFrom, Duration cooldown, boolean isPaused) {}

    /**
     * What is known of its traffic.
     *
     * @param isKnown whether routers report and its backlog was counted: otherwise it is not idle
     *     for certain
     * @param pending deliveries in its backlog
     * @param lastCall when it was last called, as far as that is known
     * @param isCalledByGateway whether calls through the gateway were counted lately
     */
    record Demand(
            boolean isKnown, long pending, Optional<Instant> lastCall, boolean isCalledByGateway) {}

    private ScaleRule() {}

    static Decision decide(Scalable function, Demand demand, Instant now) {
        boolean hasWork = demand.pending() > 0 && !function.isPaused();
        if (function.replicas() == 0) {
            return hasWork || demand.isCalledByGateway() ? Decision.WAKE : Decision.KEEP;
        }
        if (!demand.isKnown() || hasWork || demand.isCalledByGateway()) {
            return Decision.KEEP;
        }
        Instant idleSince =
                demand.lastCall()
                        .filter(call -> call.isAfter(function.idleFrom()))
                        .orElse(function.idleFrom());
        return now.isBefore(idleSince.plus(function.cooldown())) ? Decision.KEEP : Decision.TO_ZERO;
    }
}
