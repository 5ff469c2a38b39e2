package com.justfaas.router.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Payload;
import com.justfaas.events.topics.Subscription;
import com.justfaas.router.binding.MessageHeaders;
import com.justfaas.router.functions.KnownFunction;
import com.justfaas.router.invocation.FunctionResponse;
import com.justfaas.router.invocation.InvocationOutcome;
import com.justfaas.router.invocation.InvocationOutcome.Failure;
import com.justfaas.router.invocation.InvocationOutcome.Retryable;
import com.justfaas.router.invocation.InvocationOutcome.Succeeded;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LanesTest {

    private static final InvocationOutcome GONE =
            new Retryable(
                    Failure.UNREACHABLE, "nobody listens", Optional.empty(), Optional.empty());
    private static final InvocationOutcome OK =
            new Succeeded(new FunctionResponse(200, MessageHeaders.NONE, Payload.EMPTY, false));

    private Instant now = Instant.parse("2026-11-26T12:00:00Z");
    private final Lanes lanes = new Lanes(new SettableClock());

    private final class SettableClock extends Clock {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    private static KnownFunction receiver(String namespace, String name) {
        return new KnownFunction(
                new FunctionName(namespace, name), "", Subscription.NOTHING, Instant.EPOCH);
    }

    private void fail(Lane lane, int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            attempt(lane, GONE);
        }
    }

    /** As soon as one is allowed. */
    private void attempt(Lane lane, InvocationOutcome outcome) throws InterruptedException {
        lane.probeAt().ifPresent(at -> now = at.isAfter(now) ? at : now);
        assertThat(lane.acquireForBacklog(Deadline.in(Duration.ofSeconds(5)))).isTrue();
        lane.release(outcome, System.nanoTime());
    }

    private static Instant probe(Lane lane) {
        return lane.probeAt().orElseThrow();
    }

    @Test
    void whenOneIsBackTheOthersThatAreDownAreProbedSoonButNotOverAndOver()
            throws InterruptedException {
        Lane one = lanes.of(receiver("shop", "one"));
        Lane two = lanes.of(receiver("shop", "two"));
        Lane healthy = lanes.of(receiver("shop", "healthy"));
        fail(one, 8);
        fail(two, 8);
        assertThat(probe(two)).isAfter(now.plusSeconds(2));
        now = probe(one).isAfter(now) ? probe(one) : now;
        fail(two, 1);

        attempt(one, OK);
        assertThat(probe(two)).isBefore(now.plusMillis(10));
        assertThat(healthy.probeAt()).isEmpty();

        fail(two, 1);
        Instant late = probe(two);
        assertThat(late).isAfter(now.plusSeconds(2));
        attempt(one, GONE);
        attempt(one, OK);
        assertThat(probe(two)).as("it has just been told").isEqualTo(late);
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
