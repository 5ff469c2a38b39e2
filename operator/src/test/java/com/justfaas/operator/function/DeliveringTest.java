package com.justfaas.operator.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.crds.v1alpha1.Condition;
import com.justfaas.operator.status.Conditions;
import com.justfaas.operator.status.Finding;
import com.justfaas.operator.status.Reason;
import com.justfaas.operator.traffic.FunctionTraffic;
import com.justfaas.operator.traffic.Streak;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeliveringTest {

    private static final Instant NOW = Resources.NOW;
    private static final FunctionTraffic GOOD = new FunctionTraffic(true, Optional.empty(), 0L, 0L);

    @Test
    void isFalseWhileEveryCallFails() {
        Finding finding = Delivering.of(false, failing(503, false), List.of());
        assertThat(finding).returns(true, Finding::isBad).returns(Reason.FAILING, Finding::reason);
        assertThat(finding.message())
                .isEqualTo("every call since 2026-11-24T12:00:00Z failed; the last status is 503");
        assertThat(Delivering.of(false, failing(0, true), List.of()).reason())
                .isEqualTo(Reason.UNREACHABLE);
        assertThat(Delivering.of(false, GOOD, List.of()).isBad()).isFalse();
    }

    @Test
    void isFalseWhilePausedWhateverElse() {
        assertThat(Delivering.of(true, failing(503, false), List.of()).reason())
                .isEqualTo(Reason.PAUSED);
    }

    @Test
    void staysAsItWasUntilCallsAreReported() {
        Finding failing = Delivering.of(false, failing(503, false), List.of());
        List<Condition> before = Conditions.merge(List.of(), List.of(failing), 1L, NOW);

        assertThat(Delivering.of(false, FunctionTraffic.UNKNOWN, before)).isEqualTo(failing);
        assertThat(Delivering.of(false, GOOD, before).isBad()).isFalse();
    }

    private static FunctionTraffic failing(int status, boolean unreachable) {
        return new FunctionTraffic(true, Optional.of(new Streak(NOW, status, unreachable)), 1L, 0L);
    }
}
