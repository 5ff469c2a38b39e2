package com.justfaas.operator.function;

import com.justfaas.crds.v1alpha1.Condition;
import com.justfaas.events.topics.EventAnnotations;
import com.justfaas.operator.status.Finding;
import com.justfaas.operator.status.Reason;
import com.justfaas.operator.traffic.FunctionTraffic;
import com.justfaas.operator.traffic.Streak;
import com.justfaas.operator.traffic.Streaks;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Whether a function's events reach it. */
final class Delivering {

    private static final String TYPE = Finding.DELIVERING;

    private Delivering() {}

    /**
     * The condition that is due.
     *
     * @param before conditions of the present status
     */
    static Finding of(boolean paused, FunctionTraffic traffic, List<Condition> before) {
        if (paused) {
            return Finding.bad(
                    TYPE,
                    Reason.PAUSED,
                    "%s is true: events wait until it is removed"
                            .formatted(EventAnnotations.PAUSED));
        }
        return traffic.failing()
                .map(Delivering::of)
                .or(
                        () ->
                                // an operator that has just started knows of no calls
                                traffic.isCalled() ? Optional.empty() : Streaks.find(before))
                .orElseGet(() -> Finding.good(TYPE, Reason.DELIVERING, "not paused, not failing"));
    }

    private static Finding of(Streak streak) {
        if (streak.unreachable()) {
            return Finding.bad(
                    TYPE,
                    Reason.UNREACHABLE,
                    "nothing listens under the function's address; its events wait and use no attempts");
        }
        return Finding.bad(
                TYPE,
                Reason.FAILING,
                "every call since %s failed; %s"
                        .formatted(
                                streak.since().truncatedTo(ChronoUnit.SECONDS),
                                streak.lastStatus() == 0
                                        ? "the last one had no response"
                                        : "the last status is " + streak.lastStatus()));
    }
}
