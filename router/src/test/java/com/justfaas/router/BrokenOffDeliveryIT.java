package com.justfaas.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.router.callback.CallbackSettings;
import com.justfaas.testkit.junit.NatsExtension;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A defect of ours breaks deliveries off, before the function is called. */
class BrokenOffDeliveryIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private final DefectiveClock clock = new DefectiveClock();

    @AutoClose
    private final RouterFixture box =
            new RouterFixture(
                    NATS.url(), RouterFixture.SMALL, CallbackSettings.allowing("127.0.0.1"), clock);

    /** Fails the next deliveries that look at it. */
    private static final class DefectiveClock extends Clock {
        private final AtomicInteger failures = new AtomicInteger();
        private final Clock real = Clock.systemUTC();

        @Override
        public Instant instant() {
            if (Thread.currentThread().getName().startsWith("deliver-")
                    && failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                throw new IllegalStateException("a defect put in on purpose");
            }
            return real.instant();
        }

        @Override
        public ZoneId getZone() {
            return real.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void whatWaitedComesAgainAndItsPlaceIsGivenBack() {
        box.function("orders", Map.of("event-type", "t", "event-paused", "true"));
        for (int i = 0; i < 5; i++) {
            box.post("t", "e" + i, "x");
        }
        await().until(() -> box.stored(Names.Streams.BACKLOG) == 5);

        clock.failures.set(3);
        box.function("orders", Map.of("event-type", "t", "event-concurrency", "1"));

        await().atMost(Duration.ofSeconds(15)).until(() -> box.stored(Names.Streams.BACKLOG) == 0);
        assertThat(clock.failures).hasValue(0);
        assertThat(box.functions.requestCount()).isEqualTo(5);
    }

    @Test
    void whatWasLiveComesAgainWhenItsLeaseIsOver() {
        FunctionName orders = box.function("orders", Map.of("event-type", "t"));
        clock.failures.set(1);
        box.post("t", "e", "x");
        await().until(() -> clock.failures.get() == 0);
        await().until(() -> heldEvents() == 0);
        assertThat(box.pending()).isOne();

        await().atMost(Duration.ofSeconds(40)).until(() -> box.pending() == 0);
        assertThat(box.received(orders)).hasSize(1);
    }

    private double heldEvents() {
        return box.registry.get("faas.events.held").gauge().value();
    }
}
