package com.justfaas.router.backlog;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class CrowdTest {

    private final Crowd crowd = new Crowd();

    @Test
    void countsEachFunctionOnceAndNeverLessThanOne() {
        assertThat(crowd.size()).isEqualTo(1);
        for (int i = 0; i < 10; i++) {
            crowd.join(new FunctionName("shop", "f" + i % 5));
        }
        assertThat(crowd.size()).isEqualTo(5);
    }

    @Test
    void theMoreThereAreTheLessEachMayHave() {
        assertThat(crowd.batch()).isEqualTo(64);
        assertThat(crowd.flushEvery()).isEqualTo(Duration.ofMillis(100));
        join(200);
        assertThat(crowd.batch()).isEqualTo(40);
        assertThat(crowd.flushEvery()).isEqualTo(Duration.ofMillis(200));
        join(2000);
        assertThat(crowd.batch()).isEqualTo(8);
        assertThat(crowd.flushEvery()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void eachHasItsShareOfTheCallsAtAnyTime() {
        join(200);
        assertThat(crowd.mayBegin(4, Duration.ZERO)).isTrue();
        assertThat(crowd.mayBegin(5, Duration.ZERO)).isFalse();
        join(2000);
        assertThat(crowd.mayBegin(0, Duration.ZERO)).as("one at any time").isTrue();
    }

    @Test
    void whileOthersLeaveTheirsThereIsMoreButSlowly() {
        join(200);
        assertThat(crowd.mayBegin(900, Duration.ofMillis(199))).isFalse();
        assertThat(crowd.mayBegin(900, Duration.ofMillis(200))).isTrue();
        for (int i = 0; i < 1000; i++) {
            crowd.begun();
        }
        assertThat(crowd.mayBegin(900, Duration.ofMillis(200))).isFalse();
        assertThat(crowd.mayBegin(4, Duration.ZERO)).as("its share").isTrue();
        crowd.ended();
        assertThat(crowd.mayBegin(900, Duration.ofMillis(200))).isTrue();
    }

    private void join(int functions) {
        for (int i = 0; i < functions; i++) {
            crowd.join(new FunctionName("shop", "f" + i));
        }
    }

    @Test
    void forgetsWhoIsNotAtWorkAnyMore() {
        join(5);
        Awaitility.await().until(() -> crowd.size() == 1);
    }

    @Test
    void remembersASecondAfterItWasCounted() {
        join(5);
        Awaitility.await().during(Duration.ofMillis(900)).until(() -> crowd.size() == 5);
    }
}
