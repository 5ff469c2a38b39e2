package com.justfaas.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // the close() of jnats may be interrupted
class NatsServerIT {

    private final NatsServer server = NatsServer.create();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void keepsItsPortAndItsStreamsWhenItIsKilled() throws Exception {
        server.start();
        String url = server.url();
        try (Connection nats = connect()) {
            nats.jetStreamManagement()
                    .addStream(
                            StreamConfiguration.builder()
                                    .name("orders")
                                    .subjects("orders.>")
                                    .storageType(StorageType.File)
                                    .build());
            nats.jetStream().publish("orders.1", "one".getBytes(StandardCharsets.UTF_8));
        }

        server.kill();
        assertThat(server.isRunning()).isFalse();
        assertThatThrownBy(this::connect).isInstanceOf(java.io.IOException.class);

        server.start();
        assertThat(server.url()).isEqualTo(url);
        assertThat(messages()).isEqualTo(1);

        server.restart();
        assertThat(messages()).isEqualTo(1);
    }

    @Test
    void answersNobodyWhileItIsPaused() throws Exception {
        server.start();
        try (Connection nats = connect()) {
            server.pause();
            assertThatThrownBy(() -> nats.flush(Duration.ofMillis(200)))
                    .isInstanceOf(java.util.concurrent.TimeoutException.class);
            server.resume();
            nats.flush(Duration.ofSeconds(5));
        }
    }

    @Test
    void takesItsOptions(@TempDir Path folder) throws Exception {
        NatsOptions options =
                NatsOptions.defaults()
                        .withMaxPayload(2048)
                        .withSyncInterval("always")
                        .withMaxFileStore(1 << 20)
                        .in(folder);
        try (NatsServer small = NatsServer.create(options)) {
            small.start();
            try (Connection nats = Nats.connect(small.url())) {
                assertThat(nats.getMaxPayload()).isEqualTo(2048);
            }
        }
        assertThat(folder.resolve("streams")).exists();
    }

    @Test
    void deletesItsTemporaryFolder() {
        server.start();
        Path streams = server.streamsFolder();
        server.close();

        assertThat(Files.exists(streams)).isFalse();
    }

    @Test
    void showsItsLogWhenItDoesNotStart() {
        try (NatsServer broken =
                NatsServer.create(NatsOptions.defaults().withSyncInterval("sometimes"))) {
            assertThatThrownBy(broken::start).hasMessageContaining("sometimes");
        }
    }

    private long messages() throws Exception {
        try (Connection nats = connect()) {
            return nats.jetStreamManagement()
                    .getStreamInfo("orders")
                    .getStreamState()
                    .getMsgCount();
        }
    }

    private Connection connect() throws Exception {
        return Nats.connect(Options.builder().server(server.url()).noReconnect().build());
    }
}
