package com.justfaas.events.streams;

import static com.justfaas.events.streams.FreshStreams.LIMITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.justfaas.events.Names;
import com.justfaas.testkit.Streams;
import com.justfaas.testkit.junit.NatsExtension;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StreamSetupIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private final FreshStreams streams = FreshStreams.none(NATS.server());

    @AfterEach
    void close() {
        streams.close();
    }

    @Test
    void createsTheStreamsOfTheContract() throws Exception {
        ensure(LIMITS);

        assertThat(Streams.names(streams.link().connection()))
                .containsExactlyInAnyOrder(
                        "faas-functions", "faas-events", "faas-backlog", "faas-deadletters");
        assertThat(configuration("faas-functions").getMaxMsgsPerSubject()).isEqualTo(1);
        assertThat(configuration("faas-functions").getSubjects())
                .containsExactly(
                        "com.justfaas.function.added.>",
                        "com.justfaas.function.modified.>",
                        "com.justfaas.function.deleted.>");
        assertThat(configuration("faas-events").getSubjects())
                .containsExactly(
                        "com.justfaas.event.added.>",
                        "com.justfaas.function.invoked.>",
                        "com.justfaas.callback.>");
        assertThat(configuration("faas-deadletters").getMaxAge()).isEqualTo(Duration.ofDays(14));
        assertThat(configuration("faas-deadletters").getDiscardPolicy())
                .isEqualTo(DiscardPolicy.Old);
        for (String name : List.of("faas-functions", "faas-events", "faas-backlog")) {
            assertThat(configuration(name).getDiscardPolicy()).isEqualTo(DiscardPolicy.New);
        }
        for (String name : Streams.names(streams.link().connection())) {
            assertThat(configuration(name).getRetentionPolicy()).isEqualTo(RetentionPolicy.Limits);
            assertThat(configuration(name).getStorageType()).isEqualTo(StorageType.File);
            assertThat(configuration(name).getAllowDirect()).isTrue();
            assertThat(configuration(name).getMaxBytes()).isPositive();
        }
    }

    /** What could not be copied to the backlog would be held, and tried again, for ever. */
    @Test
    void leavesRoomForACopyOfWhateverIsPublished() throws Exception {
        ensure(LIMITS);
        int most = (1 << 20) - 8192;
        String subject = "com.justfaas.event.added.x";

        assertThat(configuration(Names.Streams.EVENTS).getMaximumMessageSize()).isEqualTo(most);
        assertThat(configuration(Names.Streams.BACKLOG).getMaximumMessageSize()).isEqualTo(-1);
        streams.publish(subject, new Headers(), "x".repeat(most));
        assertThatThrownBy(() -> streams.publish(subject, new Headers(), "x".repeat(most + 1)))
                .hasRootCauseInstanceOf(JetStreamApiException.class)
                .hasMessageContaining("message size exceeds maximum allowed");
    }

    @Test
    void createsTheSharedConsumer() throws Exception {
        ensure(LIMITS);
        ConsumerConfiguration router =
                streams.management()
                        .getConsumerInfo("faas-events", "router")
                        .getConsumerConfiguration();

        assertThat(router.getAckPolicy()).isEqualTo(AckPolicy.Explicit);
        assertThat(router.getDeliverPolicy()).isEqualTo(DeliverPolicy.All);
        assertThat(router.getAckWait()).isEqualTo(Duration.ofSeconds(10));
        assertThat(router.getMaxDeliver()).isEqualTo(-1);
        assertThat(router.getMaxAckPending()).isEqualTo(10_000);
    }

    @Test
    void changesNothingTheSecondTime() throws Exception {
        ensure(LIMITS);
        List<String> changes = new CopyOnWriteArrayList<>();
        var connection = streams.link().connection();
        connection
                .createDispatcher(message -> changes.add(message.getSubject()))
                .subscribe("$JS.EVENT.ADVISORY.STREAM.>")
                .subscribe("$JS.EVENT.ADVISORY.CONSUMER.>");
        ensure(LIMITS);
        ensure(LIMITS);
        connection.flush(Duration.ofSeconds(1));

        assertThat(changes).isEmpty();
    }

    /** What somebody may have changed, or an earlier version have made otherwise. */
    enum Safe {
        MAX_BYTES(c -> c.maxBytes(-1)),
        SMALLER_MAX_BYTES(c -> c.maxBytes(1024)),
        DISCARD(c -> c.discardPolicy(DiscardPolicy.Old)),
        DISCARD_PER_SUBJECT(c -> c.maxMessagesPerSubject(1).discardNewPerSubject(true)),
        DUPLICATE_WINDOW(c -> c.duplicateWindow(Duration.ofSeconds(5))),
        MAX_AGE(c -> c.maxAge(Duration.ofHours(1))),
        MAX_MESSAGES(c -> c.maxMessages(5)),
        MAX_MESSAGE_SIZE(c -> c.maximumMessageSize(100)),
        NO_MAX_MESSAGE_SIZE(c -> c.maximumMessageSize(-1)),
        PER_SUBJECT(c -> c.maxMessagesPerSubject(7)),
        NO_DIRECT(c -> c.allowDirect(false)),
        FEWER_SUBJECTS(c -> c.subjects("com.justfaas.event.added.>"));

        @SuppressWarnings("ImmutableEnumChecker")
        private final UnaryOperator<StreamConfiguration.Builder> change;

        Safe(UnaryOperator<StreamConfiguration.Builder> change) {
            this.change = change;
        }
    }

    @ParameterizedTest
    @EnumSource
    void updatesWhatIsSafe(Safe safe) throws Exception {
        StreamConfiguration wanted = StreamDefinitions.streams(LIMITS, 1 << 20).get(1);
        streams.management()
                .addStream(safe.change.apply(StreamConfiguration.builder(wanted)).build());
        ensure(LIMITS);
        StreamConfiguration actual = configuration(Names.Streams.EVENTS);

        assertThat(actual.getSubjects()).isEqualTo(wanted.getSubjects());
        assertThat(actual.getMaxBytes()).isEqualTo(wanted.getMaxBytes());
        assertThat(actual.getDiscardPolicy()).isEqualTo(DiscardPolicy.New);
        assertThat(actual.isDiscardNewPerSubject()).isFalse();
        assertThat(actual.getDuplicateWindow()).isEqualTo(wanted.getDuplicateWindow());
        assertThat(actual.getMaxAge()).isEqualTo(Duration.ZERO);
        assertThat(actual.getMaxMsgs()).isEqualTo(-1);
        assertThat(actual.getMaximumMessageSize()).isEqualTo(wanted.getMaximumMessageSize());
        assertThat(actual.getMaxMsgsPerSubject()).isEqualTo(wanted.getMaxMsgsPerSubject());
        assertThat(actual.getAllowDirect()).isTrue();
    }

    @Test
    void leavesAloneWhatIsNotOurs() throws Exception {
        ensure(LIMITS);
        streams.management()
                .updateStream(
                        StreamConfiguration.builder(configuration(Names.Streams.EVENTS))
                                .description("the platform team's")
                                .metadata(java.util.Map.of("owner", "platform"))
                                .maxAge(Duration.ofHours(1))
                                .build());
        ensure(LIMITS);
        StreamConfiguration actual = configuration(Names.Streams.EVENTS);

        assertThat(actual.getMaxAge()).isEqualTo(Duration.ZERO);
        assertThat(actual.getDescription()).isEqualTo("the platform team's");
        assertThat(actual.getMetadata()).containsEntry("owner", "platform");
        assertThat(actual.getReplicas()).isEqualTo(1);
    }

    @Test
    void neverMakesAStreamSmallerThanWhatItHolds() throws Exception {
        ensure(LIMITS);
        for (int i = 0; i < 20; i++) {
            streams.publish("com.justfaas.event.added.x", new Headers(), "x".repeat(100_000));
        }
        ensure(new StreamLimits(1 << 20, 1 << 20, 1 << 20, 1 << 20));

        assertThat(streams.state(Names.Streams.EVENTS).getMsgCount()).isEqualTo(20);
        assertThat(configuration(Names.Streams.EVENTS).getMaxBytes())
                .isBetween(2_000_000L, 2_100_000L);
        assertThat(configuration(Names.Streams.BACKLOG).getMaxBytes()).isEqualTo(1 << 20);
    }

    @Test
    void keepsWhatTheStreamsAndTheConsumerHoldWhenItRunsAgain() throws Exception {
        ensure(LIMITS);
        for (int i = 0; i < 5; i++) {
            streams.publish("com.justfaas.event.added.x", new Headers(), "x");
        }
        var router = streams.link().connection().getConsumerContext("faas-events", "router");
        java.util.Objects.requireNonNull(router.next()).ackSync(Duration.ofSeconds(1));
        ensure(new StreamLimits(1 << 20, 2 << 20, 1 << 20, 1 << 20));

        assertThat(streams.state(Names.Streams.EVENTS).getMsgCount()).isEqualTo(5);
        assertThat(router.getConsumerInfo().getAckFloor().getStreamSequence()).isEqualTo(1);
    }

    private void ensure(StreamLimits limits) {
        new StreamSetup(limits).ensure(streams.link().connection());
    }

    private StreamConfiguration configuration(String stream) throws Exception {
        return streams.management().getStreamInfo(stream).getConfiguration();
    }
}
