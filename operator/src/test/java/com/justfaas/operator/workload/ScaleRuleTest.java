package com.justfaas.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.operator.workload.ScaleRule.Decision;
import com.justfaas.operator.workload.ScaleRule.Demand;
import com.justfaas.operator.workload.ScaleRule.Scalable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScaleRuleTest {

    private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
    private static final Duration COOLDOWN = Duration.ofMinutes(30);
    private static final Scalable AWAKE = new Scalable(2, START, COOLDOWN, false);
    private static final Scalable ASLEEP = new Scalable(0, START, COOLDOWN, false);
    private static final Demand IDLE = new Demand(true, 0, Optional.empty(), false);

    @Test
    void goesToZeroAfterTheCooldown() {
        assertThat(at(29, AWAKE, IDLE)).isEqualTo(Decision.KEEP);
        assertThat(at(30, AWAKE, IDLE)).isEqualTo(Decision.TO_ZERO);
    }

    @Test
    void countsTheCooldownFromTheLastCall() {
        Demand called = new Demand(true, 0, Optional.of(START.plus(Duration.ofMinutes(20))), false);
        assertThat(at(49, AWAKE, called)).isEqualTo(Decision.KEEP);
        assertThat(at(50, AWAKE, called)).isEqualTo(Decision.TO_ZERO);
        // woken since: an old call does not put it to sleep again
        Demand before =
                new Demand(true, 0, Optional.of(START.minus(Duration.ofMinutes(20))), false);
        assertThat(at(29, AWAKE, before)).isEqualTo(Decision.KEEP);
    }

    @Test
    void staysWhileThereIsWorkOrNobodyKnows() {
        assertThat(at(90, AWAKE, new Demand(true, 1, Optional.empty(), false)))
                .isEqualTo(Decision.KEEP);
        assertThat(at(90, AWAKE, new Demand(true, 0, Optional.empty(), true)))
                .isEqualTo(Decision.KEEP);
        assertThat(at(90, AWAKE, new Demand(false, 0, Optional.empty(), false)))
                .isEqualTo(Decision.KEEP);
    }

    @Test
    void wakesForAnEventAndForACallThroughTheGateway() {
        assertThat(at(1, ASLEEP, IDLE)).isEqualTo(Decision.KEEP);
        assertThat(at(1, ASLEEP, new Demand(false, 1, Optional.empty(), false)))
                .isEqualTo(Decision.WAKE);
        assertThat(at(1, ASLEEP, new Demand(true, 0, Optional.empty(), true)))
                .isEqualTo(Decision.WAKE);
    }

    @Test
    void eventsOfAPausedFunctionDoNotWakeIt() {
        Demand pending = new Demand(true, 5, Optional.empty(), false);
        Scalable paused = new Scalable(0, START, COOLDOWN, true);
        assertThat(at(1, paused, pending)).isEqualTo(Decision.KEEP);
        assertThat(at(30, new Scalable(1, START, COOLDOWN, true), pending))
                .isEqualTo(Decision.TO_ZERO);
    }

    private static Decision at(int minutes, Scalable function, Demand demand) {
        return ScaleRule.decide(function, demand, START.plus(Duration.ofMinutes(minutes)));
    }
}
