package com.justfaas.events.streams;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.junit.NatsExtension;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EventTrimmerIT {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Clock NOW = Clock.systemUTC();
    private static final Clock TOMORROW = Clock.offset(NOW, Duration.ofDays(1));

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private final FreshStreams streams = FreshStreams.on(NATS.server());

    @AfterEach
    void close() {
        streams.close();
    }

    @Test
    void keepsProcessedEventsWhileTheyAreYoungAndFew() throws Exception {
        publish(10, 10);
        process(10);
        trimmer(NOW).trim();

        assertThat(streams.state("faas-events").getMsgCount()).isEqualTo(10);
    }

    @Test
    void removesProcessedEventsThatAreOldAndNeverOthers() throws Exception {
        publish(10, 10);
        trimmer(TOMORROW).trim();
        assertThat(streams.state("faas-events").getFirstSequence()).isEqualTo(1);

        process(6);
        trimmer(TOMORROW).trim();
        assertThat(streams.state("faas-events").getFirstSequence()).isEqualTo(7);
        trimmer(TOMORROW).trim();
        assertThat(streams.state("faas-events").getFirstSequence()).isEqualTo(7);

        process(4);
        trimmer(TOMORROW).trim();
        assertThat(streams.state("faas-events").getMsgCount()).isZero();
        trimmer(TOMORROW).trim();
        publish(1, 10);
        trimmer(TOMORROW).trim();
        assertThat(streams.state("faas-events").getMsgCount()).isEqualTo(1);
    }

    @Test
    void keepsNoMoreThanHalfOfTheLimit() throws Exception {
        new StreamSetup(new StreamLimits(1 << 20, 1 << 20, 1 << 20, 1 << 20))
                .ensure(streams.link().connection());
        publish(9, 100_000);
        process(2);
        trimmer(NOW).trim();
        assertThat(streams.state("faas-events").getFirstSequence()).isEqualTo(3);

        process(7);
        trimmer(NOW).trim();
        assertThat(streams.state("faas-events").getByteCount()).isBetween(300_000L, 1L << 19);
        assertThat(streams.state("faas-events").getLastSequence()).isEqualTo(9);
    }

    @Test
    void looksAgainAndAgainButOnlyWhereItIsItsTurn() throws Exception {
        AtomicBoolean ours = new AtomicBoolean();
        publish(5, 10);
        process(5);
        try (EventTrimmer trimmer = new EventTrimmer(streams.link(), ours::get, HOUR, TOMORROW)) {
            trimmer.start();
            FreshStreams.soon()
                    .during(Duration.ofMillis(1200))
                    .until(() -> streams.state("faas-events").getMsgCount() == 5);
            ours.set(true);
            FreshStreams.soon().until(() -> streams.state("faas-events").getMsgCount() == 0);
        }
    }

    private EventTrimmer trimmer(Clock clock) {
        return new EventTrimmer(streams.link(), () -> true, HOUR, clock);
    }

    private void publish(int count, int size) {
        for (int i = 0; i < count; i++) {
            streams.publish("com.justfaas.event.added.x", new Headers(), "x".repeat(size));
        }
    }

    private void process(int count) throws Exception {
        var router = streams.link().connection().getConsumerContext("faas-events", "router");
        for (int i = 0; i < count; i++) {
            Message message = Objects.requireNonNull(router.next(Duration.ofSeconds(5)));
            message.ackSync(Duration.ofSeconds(5));
        }
    }
}
