package com.justfaas.events.streams;

import static com.justfaas.events.streams.FreshStreams.LIMITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.justfaas.testkit.NatsOptions;
import com.justfaas.testkit.NatsServer;
import com.justfaas.testkit.junit.NatsExtension;
import io.nats.client.api.Mirror;
import io.nats.client.api.PersistMode;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.SubjectTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StreamSetupRefusalsIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private final FreshStreams streams = FreshStreams.none(NATS.server());

    @AfterEach
    void close() {
        streams.close();
    }

    /** What breaks a promise, and cannot be changed without a risk. */
    enum Unsafe {
        RETENTION(
                "retention is interest instead of limits",
                c -> c.retentionPolicy(RetentionPolicy.Interest)),
        STORAGE("storage is memory instead of file", c -> c.storageType(StorageType.Memory)),
        SUBJECTS(
                "it takes the subjects [com.justfaas.event.added.>, orders.>] instead of",
                c -> c.subjects("com.justfaas.event.added.>", "orders.>")),
        PERSIST_MODE("persist_mode is async", c -> c.persistMode(PersistMode.Async)),
        TRANSFORM(
                "it rewrites subjects",
                c ->
                        c.subjectTransform(
                                SubjectTransform.builder()
                                        .source("com.justfaas.event.added.>")
                                        .destination("com.justfaas.callback.>")
                                        .build())),
        MIRROR(
                "it is a mirror, or has sources",
                c ->
                        StreamConfiguration.builder()
                                .name("faas-events")
                                .mirror(Mirror.builder().sourceName("other").build())),
        NO_PURGE("it is sealed, or forbids to delete or purge", c -> c.denyPurge(true)),
        NO_DELETE("it is sealed, or forbids to delete or purge", c -> c.denyDelete(true)),
        NO_ACK("it does not acknowledge what it stored", c -> c.noAck(true));

        private final String mistake;

        @SuppressWarnings("ImmutableEnumChecker")
        private final UnaryOperator<StreamConfiguration.Builder> change;

        Unsafe(String mistake, UnaryOperator<StreamConfiguration.Builder> change) {
            this.mistake = mistake;
            this.change = change;
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesAStreamThatBreaksAPromiseAndLeavesItAlone(Unsafe unsafe) throws Exception {
        StreamConfiguration.Builder changed =
                unsafe.change.apply(
                        StreamConfiguration.builder(
                                StreamDefinitions.streams(LIMITS, 1 << 20).get(1)));
        StreamConfiguration before =
                streams.management().addStream(changed.build()).getConfiguration();

        assertThatThrownBy(this::ensure)
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("the stream faas-events is not as this version needs it")
                .hasMessageContaining(unsafe.mistake)
                .hasMessageContaining("nats stream info faas-events");
        assertThat(streams.management().getStreamInfo("faas-events").getConfiguration().toJson())
                .isEqualTo(before.toJson());
    }

    @Test
    void namesEveryMistakeAtOnce() throws Exception {
        streams.management()
                .addStream(
                        StreamConfiguration.builder(
                                        StreamDefinitions.streams(LIMITS, 1 << 20).get(1))
                                .storageType(StorageType.Memory)
                                .subjects("orders.>")
                                .build());

        assertThatThrownBy(this::ensure)
                .hasMessageContaining("storage is memory")
                .hasMessageContaining("it takes the subjects [orders.>]");
    }

    @Test
    void recognisesTheOldComponentsStreamAndSaysHowToDrainIt() throws Exception {
        addOld("faas-events");

        assertThatThrownBy(this::ensure)
                .isInstanceOf(StreamException.class)
                .hasMessageContaining(
                        "the stream faas-events belongs to the events component that this one replaces")
                .hasMessageContaining("nats stream info faas-events shows 0 messages")
                .hasMessageContaining("nats stream rm faas-events")
                .hasMessageContaining("docs/upgrade.md");
    }

    @Test
    void recognisesTheOldComponentsStreamByAnotherName() throws Exception {
        addOld("events");

        assertThatThrownBy(this::ensure)
                .hasMessageContaining("the stream events belongs to the events component")
                .hasMessageContaining("nats stream rm events");
    }

    @Test
    void namesAnotherStreamThatTakesOurSubjects() throws Exception {
        streams.management()
                .addStream(
                        StreamConfiguration.builder()
                                .name("audit")
                                .subjects("com.justfaas.deadletter.shop.>", "orders.>")
                                .build());

        assertThatThrownBy(this::ensure)
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("the stream audit already takes com.justfaas.deadletter.>")
                .hasMessageContaining("part of faas-deadletters; remove those subjects from it");
    }

    @Test
    void saysWhenTheServerHasNoRoom() {
        NatsOptions options = NatsOptions.defaults().withMaxFileStore(16 << 20);
        try (NatsServer small = NatsServer.create(options)) {
            small.start();
            try (FreshStreams there = FreshStreams.none(small)) {
                assertThatThrownBy(() -> new StreamSetup(LIMITS).ensure(there.link().connection()))
                        .isInstanceOf(StreamException.class)
                        .hasMessageContaining(
                                "NATS has no room for the stream faas-events of 64 MiB")
                        .hasMessageContaining("max_file_store");
            }
        }
    }

    /** A disk that is full or broken, seen by a server that runs. */
    @Test
    void saysWhichStreamTheServerCannotStore() throws Exception {
        Path folder = NATS.server().streamsFolder().resolve("jetstream/$G/streams/faas-events");
        Files.writeString(folder, "a file where a folder should be");
        assertThatThrownBy(this::ensure)
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("NATS cannot store the stream faas-events")
                .hasMessageContaining("the log of nats-server says why");

        // that server has removed the file, as it does with what is left of a stream
        ensure();
    }

    @Test
    void saysWhenTheServerIsAway() {
        try (NatsServer server = NatsServer.create()) {
            server.start();
            try (NatsLink link = FreshStreams.connected(server.url())) {
                server.kill();
                FreshStreams.soon().until(() -> !link.isConnected());

                assertThatThrownBy(() -> new StreamSetup(LIMITS).ensure(link.connection()))
                        .isInstanceOf(StreamException.class)
                        .hasMessageContaining("JetStream does not answer");
            }
        }
    }

    private void addOld(String name) throws Exception {
        streams.management()
                .addStream(
                        StreamConfiguration.builder()
                                .name(name)
                                .subjects("com.justfaas.>")
                                .retentionPolicy(RetentionPolicy.WorkQueue)
                                .maxAge(Duration.ofHours(1))
                                .build());
    }

    private void ensure() {
        new StreamSetup(LIMITS).ensure(streams.link().connection());
    }
}
