package com.justfaas.router.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.router.simulation.Simulation.Result;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation is worth its time only if it finds what is wrong. */
class BrokenRulesAreFoundTest {

    private static final int SEEDS = 5_000;

    @ParameterizedTest
    @EnumSource
    void aRuleThatIsBrokenOnPurposeIsFound(BrokenRule rule) {
        OptionalLong found =
                LongStream.range(0, SEEDS)
                        .filter(seed -> Simulation.run(seed, rule).violation().isPresent())
                        .findFirst();

        assertThat(found).as("the seed that finds it").isPresent();
        Result result = Simulation.replay(found.getAsLong(), rule);
        assertThat(result.violation()).as("the same again").isPresent();
        System.out.printf(
                "%s is found by seed %d: %s%n",
                rule, found.getAsLong(), result.violation().orElseThrow());
    }
}
