package com.justfaas.operator;

import java.util.Optional;

/**
 * How an operator does at this moment. Nothing of it is a reason to restart the process: every
 * trouble here ends by itself when its cause does.
 *
 * @param running whether it was started and not closed yet
 * @param leading whether this replica is the one that writes
 * @param watching whether it leads, knows all Functions, and sees changes
 * @param problem what stands in the way and what to do about it, in one line; empty when nothing
 *     does, so also for a replica that stands by
 */
public record OperatorHealth(
        boolean running, boolean leading, boolean watching, Optional<String> problem) {

    static final OperatorHealth STOPPED = new OperatorHealth(false, false, false, Optional.empty());
    static final OperatorHealth STANDBY = new OperatorHealth(true, false, false, Optional.empty());
    static final OperatorHealth STARTING = new OperatorHealth(true, true, false, Optional.empty());
    static final OperatorHealth WATCHING = new OperatorHealth(true, true, true, Optional.empty());

    OperatorHealth with(String trouble) {
        return new OperatorHealth(running, leading, watching, Optional.of(trouble));
    }

    /** Whether it does its part: it watches, or stands by for the one that does. */
    public boolean isGood() {
        return running && problem.isEmpty() && (watching || !leading);
    }

    /** One line for people. */
    public String summary() {
        if (!running) {
            return "the operator does not run";
        }
        return problem.orElse(
                watching
                        ? "the operator leads and watches Functions"
                        : leading
                                ? "the operator leads and reads all Functions"
                                : "the operator stands by for the one that leads");
    }
}
