package com.justfaas.app.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.operator.OperatorHealth;
import com.justfaas.router.management.HealthCheck.Health;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperatorCheckTest {

    private static final OperatorHealth STANDBY =
            new OperatorHealth(true, false, false, Optional.empty());
    private static final OperatorHealth WATCHING =
            new OperatorHealth(true, true, true, Optional.empty());
    private static final OperatorHealth IN_TROUBLE =
            new OperatorHealth(true, true, false, Optional.of("no API server"));

    @Test
    void isReadyAloneWhenItWatchesOrStandsBy() {
        assertThat(alone(WATCHING).up()).isTrue();
        assertThat(alone(STANDBY).up()).isTrue();
        assertThat(alone(IN_TROUBLE)).isEqualTo(new Health(false, "no API server"));
    }

    @Test
    void tellsBesideARouterAndStaysReady() {
        assertThat(new OperatorCheck(() -> IN_TROUBLE, false).now())
                .isEqualTo(new Health(true, "no API server"));
    }

    private static Health alone(OperatorHealth health) {
        return new OperatorCheck(() -> health, true).now();
    }
}
