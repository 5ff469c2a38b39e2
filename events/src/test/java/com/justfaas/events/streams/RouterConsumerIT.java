package com.justfaas.events.streams;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.NatsServer;
import io.nats.client.Message;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * After a power cut a consumer may be ahead of its stream, and some servers would never deliver
 * again. Newer ones repair it themselves: then there is nothing left for us to do.
 */
class RouterConsumerIT {

    @Test
    void deliversAgainWhenItWasAheadOfItsStream(@TempDir Path backup) throws Exception {
        try (NatsServer server = NatsServer.create()) {
            server.start();
            try (FreshStreams streams = FreshStreams.on(server)) {
                publishAndAck(streams, 3);
                server.stop();
                Path messages = messages(server.streamsFolder());
                copy(messages, backup);

                server.start();
                FreshStreams.soon().until(streams.link()::isConnected);
                publishAndAck(streams, 20);
                server.stop();
                copy(backup, messages);

                server.start();
                FreshStreams.soon().until(streams.link()::isConnected);
                new StreamSetup(FreshStreams.LIMITS).ensure(streams.link().connection());
                assertThat(streams.state("faas-events").getLastSequence()).isEqualTo(3);
                assertThat(router(streams).getAckFloor().getStreamSequence())
                        .isLessThanOrEqualTo(3);

                publishAndAck(streams, 1);
            }
        }
    }

    private static void publishAndAck(FreshStreams streams, int count) throws Exception {
        long last = 0;
        for (int i = 0; i < count; i++) {
            last = streams.publish("com.justfaas.event.added.x", new Headers(), "x");
        }
        var router = streams.link().connection().getConsumerContext("faas-events", "router");
        long seen = 0;
        while (seen < last) {
            Message message = Objects.requireNonNull(router.next(Duration.ofSeconds(5)));
            seen = message.metaData().streamSequence();
            message.ackSync(Duration.ofSeconds(1));
        }
    }

    private static ConsumerInfo router(FreshStreams streams) throws Exception {
        return streams.management().getConsumerInfo("faas-events", "router");
    }

    private static Path messages(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> path.endsWith("faas-events/msgs"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> old = Files.list(to)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
