package com.justfaas.events.streams;

import static com.justfaas.events.streams.FreshStreams.LIMITS;
import static com.justfaas.events.streams.FreshStreams.soon;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.Names;
import com.justfaas.testkit.junit.NatsExtension;
import io.nats.client.PurgeOptions;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A lower limit never discards what a stream holds. */
class LowerLimitsIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private static final long MIB = 1 << 20;
    private static final StreamLimits LOWER = new StreamLimits(MIB, MIB, MIB, MIB);
    private static final Map<String, String> SUBJECTS =
            Map.of(
                    Names.Streams.FUNCTIONS, "com.justfaas.function.added.shop.f%d",
                    Names.Streams.EVENTS, "com.justfaas.event.added.x%d",
                    Names.Streams.BACKLOG, "com.justfaas.backlog.shop.f%d.1s",
                    Names.Streams.DEAD_LETTERS, "com.justfaas.deadletter.shop.f%d");

    private final FreshStreams streams = FreshStreams.on(NATS.server());

    @AfterEach
    void close() {
        streams.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"faas-functions", "faas-events", "faas-backlog", "faas-deadletters"})
    void keepWhatTheStreamHoldsAndSaySo(String stream) throws Exception {
        fill(stream);
        List<String> held = ensure(LOWER);

        assertThat(streams.state(stream).getMsgCount()).isEqualTo(20);
        assertThat(held).singleElement().asString().startsWith(stream + " holds 1.9 MiB");
        assertThat(held)
                .singleElement()
                .asString()
                .contains("limit of 1.0 MiB", "docs/configuration.md");
    }

    @Test
    void leaveTheDeadLettersTheirLimitUntilTheyFit() throws Exception {
        fill(Names.Streams.DEAD_LETTERS);
        assertThat(ensure(LOWER))
                .containsExactly(
                        "faas-deadletters holds 1.9 MiB, more than its limit of 1.0 MiB; until it holds less, 8.0 MiB stays in force. Redrive or delete dead letters, or raise the limit (docs/configuration.md)");
        assertThat(configuration(Names.Streams.DEAD_LETTERS).getMaxBytes()).isEqualTo(8 * MIB);

        streams.publish("com.justfaas.deadletter.shop.f1", new Headers(), "x".repeat(100_000));
        assertThat(streams.state(Names.Streams.DEAD_LETTERS).getMsgCount()).isEqualTo(21);

        keepTheLast(Names.Streams.DEAD_LETTERS, 5);
        assertThat(ensure(LOWER)).isEmpty();
        assertThat(configuration(Names.Streams.DEAD_LETTERS).getMaxBytes()).isEqualTo(MIB);
        assertThat(streams.state(Names.Streams.DEAD_LETTERS).getMsgCount()).isEqualTo(5);
    }

    @Test
    void lowerTheLimitOfAStreamThatRefusesAsFarAsItsContentAllows() throws Exception {
        fill(Names.Streams.EVENTS);
        assertThat(ensure(LOWER)).hasSize(1);

        long inForce = configuration(Names.Streams.EVENTS).getMaxBytes();
        assertThat(inForce).isBetween(2_000_000L, 2_100_000L);
        assertThat(configuration(Names.Streams.BACKLOG).getMaxBytes()).isEqualTo(MIB);

        keepTheLast(Names.Streams.EVENTS, 5);
        assertThat(ensure(LOWER)).isEmpty();
        assertThat(configuration(Names.Streams.EVENTS).getMaxBytes()).isEqualTo(MIB);
    }

    /** An operations team keeps dead letters for longer than we do. */
    @Test
    void keepDeadLettersThatAreOlderThanTheyWouldBecome() throws Exception {
        StreamConfiguration longer =
                StreamConfiguration.builder(configuration(Names.Streams.DEAD_LETTERS))
                        .maxAge(Duration.ofDays(30))
                        .build();
        streams.management().updateStream(longer);
        StreamConfiguration wanted =
                StreamConfiguration.builder(StreamDefinitions.streams(LIMITS, MIB).getLast())
                        .maxAge(Duration.ofMillis(100))
                        .build();
        fill(Names.Streams.DEAD_LETTERS);
        soon().until(() -> !LowerLimits.heldBack(wanted, info()).isEmpty());

        assertThat(LowerLimits.heldBack(wanted, info()))
                .singleElement()
                .asString()
                .contains(
                        "faas-deadletters", "older than its limit of 100ms", "30d stays in force");
        assertThat(StreamComparison.update(wanted, info())).isEmpty();

        keepTheLast(Names.Streams.DEAD_LETTERS, 0);
        assertThat(LowerLimits.heldBack(wanted, info())).isEmpty();
        assertThat(StreamComparison.update(wanted, info()).orElseThrow().getMaxAge())
                .isEqualTo(Duration.ofMillis(100));
    }

    /** Only the newest record of each function's subject says anything. */
    @Test
    void mayRemoveRecordsThatAreSuperseded() throws Exception {
        streams.management()
                .updateStream(
                        StreamConfiguration.builder(configuration(Names.Streams.FUNCTIONS))
                                .maxMessagesPerSubject(7)
                                .build());
        for (int i = 0; i < 3; i++) {
            streams.publish("com.justfaas.function.added.shop.f", new Headers(), "" + i);
        }
        assertThat(ensure(LIMITS)).isEmpty();

        assertThat(streams.state(Names.Streams.FUNCTIONS).getMsgCount()).isEqualTo(1);
        assertThat(streams.state(Names.Streams.FUNCTIONS).getFirstSequence()).isEqualTo(3);
    }

    private void fill(String stream) {
        for (int i = 0; i < 20; i++) {
            streams.publish(
                    requireNonNull(SUBJECTS.get(stream)).formatted(i),
                    new Headers(),
                    "x".repeat(100_000));
        }
    }

    private void keepTheLast(String stream, int count) throws Exception {
        streams.management()
                .purgeStream(
                        stream,
                        count == 0
                                ? PurgeOptions.builder().build()
                                : PurgeOptions.builder().keep(count).build());
    }

    private List<String> ensure(StreamLimits limits) {
        return new StreamSetup(limits).ensure(streams.link().connection());
    }

    private StreamInfo info() throws Exception {
        return streams.management().getStreamInfo(Names.Streams.DEAD_LETTERS);
    }

    private StreamConfiguration configuration(String stream) throws Exception {
        return streams.management().getStreamInfo(stream).getConfiguration();
    }
}
