package com.justfaas.router.simulation;

import com.justfaas.router.simulation.Simulation.Result;
import java.util.stream.LongStream;

/**
 * Which schedules to run: {@code -Dsimulation.seed=123} for one, {@code
 * -Dsimulation.schedules=100000} for many.
 */
final class Replay {

    private static final int SCHEDULES = 3_000;

    private Replay() {}

    static long[] seeds() {
        Long one = Long.getLong("simulation.seed");
        return one == null
                ? LongStream.range(0, Integer.getInteger("simulation.schedules", SCHEDULES))
                        .toArray()
                : new long[] {one};
    }

    /** What went wrong, how it came to that, and how to see it again. */
    static String explain(long seed, Rules rules) {
        Result result = Simulation.replay(seed, rules);
        return """
        seed %d: %s
        %s
        its last steps:
        %s
        again: mvn -pl router -am test -Dsurefire.failIfNoSpecifiedTests=false \
        -Dtest=DeliverySimulationTest -Dsimulation.seed=%d
        """
                .formatted(
                        seed,
                        result.violation().orElse("nothing wrong"),
                        result.conditions(),
                        result.trace(),
                        seed);
    }
}
