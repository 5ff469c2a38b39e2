package com.justfaas.e2e;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How long a test waits for what takes its time. */
final class Waiting {

    static final Duration SOON = Duration.ofSeconds(20);

    private Waiting() {}

    static ConditionFactory await() {
        return Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(50));
    }
}
