package com.justfaas.router.backlog;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
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
        assertThat(crowd.mostUnderWay()).isEqualTo(1000);
        for (int i = 0; i < 100; i++) {
            crowd.join(new FunctionName("shop", "f" + i));
        }
        assertThat(crowd.batch()).isEqualTo(20);
        assertThat(crowd.mostUnderWay()).isEqualTo(10);
        for (int i = 0; i < 2000; i++) {
            crowd.join(new FunctionName("shop", "f" + i));
        }
        assertThat(crowd.batch()).isEqualTo(2);
        assertThat(crowd.mostUnderWay()).isEqualTo(1);
    }

    @Test
    void forgetsWhoIsNotAtWorkAnyMore() {
        for (int i = 0; i < 5; i++) {
            crowd.join(new FunctionName("shop", "f" + i));
        }
        Awaitility.await().until(() -> crowd.size() == 1);
    }

    @Test
    void remembersASecondAfterItWasCounted() {
        for (int i = 0; i < 5; i++) {
            crowd.join(new FunctionName("shop", "f" + i));
        }
        Awaitility.await().during(java.time.Duration.ofMillis(900)).until(() -> crowd.size() == 5);
    }
}
