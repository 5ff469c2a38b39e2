package com.justfaas.router;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.router.callback.CallbackSettings;
import com.justfaas.testkit.junit.NatsExtension;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.nats.client.impl.Headers;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Defects of ours break deliveries off. Each is a failure like any other: tried again, and a dead
 * letter in the end; nothing else is touched.
 */
class BrokenOffDeliveryIT {

    private static final Duration SOON = Duration.ofSeconds(40);

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private final DefectiveClock clock = new DefectiveClock();

    @AutoClose
    private final RouterFixture box =
            new RouterFixture(
                    NATS.url(), RouterFixture.SMALL, CallbackSettings.allowing("127.0.0.1"), clock);

    /** Fails where and as the test says, which is in the midst of our own code. */
    private static final class DefectiveClock extends Clock {
        private final Clock real = Clock.systemUTC();
        private volatile Predicate<String> victims = _ -> false;
        private volatile String in = "";
        private volatile Supplier<Error> defect = () -> new AssertionError("none");

        /**
         * @param className the code that asks for the time
         * @param function whose deliveries break off
         */
        void failIn(String className, String function, Supplier<Error> with) {
            in = className;
            defect = with;
            victims = thread -> thread.endsWith("/" + function);
        }

        @Override
        public Instant instant() {
            if (victims.test(Thread.currentThread().getName()) && isCalledBy(in)) {
                throw defect.get();
            }
            return real.instant();
        }

        private static boolean isCalledBy(String className) {
            return StackWalker.getInstance()
                    .walk(
                            frames ->
                                    frames.skip(2)
                                            .findFirst()
                                            .filter(f -> f.getClassName().endsWith(className))
                                            .isPresent());
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

    /** From the live path and from the backlog: each attempt breaks off where it would call. */
    @Test
    void attemptsThatBreakOffAreTriedAgainAndEndAmongTheDeadLetters() {
        FunctionName good = box.function("good", Map.of("event-type", "t"));
        box.function(
                "bad", Map.of("event-type", "t", "event-retries", "2", "event-backoff", "100ms"));
        clock.failIn(".Attempts", "bad", () -> new StackOverflowError("put in on purpose"));
        for (int i = 0; i < 300; i++) {
            box.post("t", "e" + i, "x");
        }

        await().atMost(SOON).until(() -> box.stored(Names.Streams.DEAD_LETTERS) == 300);
        assertSettled();
        assertThat(box.received(good)).hasSize(300);
        assertThat(faults("attempt")).isEqualTo(900);
        assertThat(deadLetter())
                .contains("AttemptsExhausted", "unexpected error: put in on purpose");
    }

    /** What cannot even be put into the backlog must not hold its event for ever. */
    @Test
    void whatCannotBeMovedToTheBacklogIsADeadLetterAtOnce() {
        box.function("bad", Map.of("event-type", "t", "event-paused", "true"));
        clock.failIn(".Copies", "bad", () -> new AssertionError("put in on purpose"));
        box.post("t", "e", "x");

        await().atMost(SOON).until(() -> box.stored(Names.Streams.DEAD_LETTERS) == 1);
        assertSettled();
        assertThat(deadLetter()).contains("InternalError", "unexpected error: put in on purpose");
    }

    @Test
    void aDefectThatIsOverWithTheNextAttemptCostsNothingButThat() {
        FunctionName orders = box.function("orders", Map.of("event-type", "t"));
        clock.failIn(".Attempts", "orders", () -> new AssertionError("put in on purpose"));
        box.post("t", "e", "x");
        await().until(() -> faults("attempt") == 1);
        clock.failIn("", "", () -> new AssertionError("none"));

        await().atMost(SOON).until(() -> box.received(orders).size() == 1);
        assertThat(box.received(orders).getFirst().header("X-Event-Attempt"))
                .as("it counts")
                .contains("2");
        assertSettled();
    }

    /** Whether a filter is quick or takes its time: its neighbours get the event all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"subject = 'y'", "subject LIKE '%y%'"})
    void aDefectBesideAFilterCostsTheDeliveryToThatFunctionOnly(String filter) {
        Map<String, String> filtered = Map.of("event-type", "t", "event-filter", filter);
        box.function("bad", filtered);
        List<FunctionName> others = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            others.add(box.function("plain-" + i, Map.of("event-type", "t")));
            others.add(
                    box.function(
                            "filter-" + i,
                            Map.of("event-type", "t", "event-filter", "NOT (" + filter + ")")));
        }
        box.registry.config().meterFilter(new DefectiveCount("bad"));
        box.post(
                Map.of(
                        "ce-specversion",
                        "1.0",
                        "ce-id",
                        "e",
                        "ce-source",
                        "/test",
                        "ce-type",
                        "t",
                        "ce-subject",
                        "x".repeat(1024)),
                "x");

        await().atMost(SOON).until(() -> box.stored(Names.Streams.DEAD_LETTERS) == 1);
        assertSettled();
        assertThat(deadLetter()).contains("InternalError", "unexpected error: put in on purpose");
        assertThat(others).allSatisfy(other -> assertThat(box.received(other)).hasSize(1));
        assertThat(faults("event")).isEqualTo(1);
    }

    /** Fails where an event is counted that a function's filter refuses. */
    private record DefectiveCount(String function) implements MeterFilter {
        @Override
        public Meter.Id map(Meter.Id id) {
            if (id.getName().equals("faas.events.filtered")
                    && function.equals(id.getTag("function"))) {
                throw new AssertionError("put in on purpose");
            }
            return id;
        }
    }

    private void assertSettled() {
        await().atMost(SOON)
                .untilAsserted(
                        () -> {
                            assertThat(box.pending()).isZero();
                            assertThat(box.stored(Names.Streams.BACKLOG)).isZero();
                            assertThat(gauge("faas.events.held")).isZero();
                            assertThat(gauge("faas.deliveries.running")).isZero();
                            assertThat(gauge("faas.deliveries.drift")).isZero();
                        });
    }

    private double gauge(String name) {
        return box.registry.get(name).gauge().value();
    }

    private double faults(String where) {
        return box.registry.get("faas.faults").tag("where", where).counter().count();
    }

    private String deadLetter() {
        try {
            Headers headers =
                    requireNonNull(
                            box.nats()
                                    .jetStreamManagement()
                                    .getLastMessage(
                                            Names.Streams.DEAD_LETTERS,
                                            "com.justfaas.deadletter.shop.bad")
                                    .getHeaders());
            return headers.getFirst(Names.Headers.REASON)
                    + " "
                    + URLDecoder.decode(
                            requireNonNull(headers.getFirst(Names.Headers.LAST_DETAIL)),
                            StandardCharsets.UTF_8);
        } catch (java.io.IOException | io.nats.client.JetStreamApiException e) {
            throw new IllegalStateException(e);
        }
    }
}
