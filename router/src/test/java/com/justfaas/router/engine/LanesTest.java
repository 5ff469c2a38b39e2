package com.justfaas.router.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import com.justfaas.events.topics.Subscription;
import com.justfaas.router.functions.KnownFunction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LanesTest {

    private final Lanes lanes = new Lanes(Clock.systemUTC());

    private static KnownFunction receiver(String namespace, String name) {
        return new KnownFunction(
                new FunctionName(namespace, name), "", Subscription.NOTHING, Instant.EPOCH);
    }

    @Test
    void forgetsIdleHostsOfCallbacksWhenThereAreMany() throws InterruptedException {
        Lane function = lanes.of(receiver("shop", "checkout"));
        Lane busy = lanes.of(receiver("_callback", "busy:443"));
        assertThat(busy.acquireLive(Deadline.in(Duration.ZERO))).isEqualTo(Lane.Grant.PERMITTED);

        for (int i = 0; i < 30_000; i++) {
            var _ = lanes.of(receiver("_callback", "host-" + i + ":443"));
        }

        assertThat(lanes.size()).isLessThan(10_100);
        assertThat(lanes.of(receiver("shop", "checkout"))).isSameAs(function);
        assertThat(lanes.of(receiver("_callback", "busy:443"))).isSameAs(busy);
    }
}
