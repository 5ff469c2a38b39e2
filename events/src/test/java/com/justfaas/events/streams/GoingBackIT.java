package com.justfaas.events.streams;

import static com.justfaas.events.streams.FreshStreams.LIMITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.justfaas.testkit.Checkout;
import com.justfaas.testkit.Streams;
import com.justfaas.testkit.junit.NatsExtension;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/upgrade.md}, back and forward again, as far as it is about streams. */
class GoingBackIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private static final Pattern REMOVAL =
            Pattern.compile("^ *nats stream rm (?:--force )?(\\S+)$", Pattern.MULTILINE);

    /** As the component that this one replaces makes it. */
    private static final StreamConfiguration OLD =
            StreamConfiguration.builder()
                    .name("faas-events")
                    .subjects("com.justfaas.>")
                    .retentionPolicy(RetentionPolicy.WorkQueue)
                    .storageType(StorageType.File)
                    .discardPolicy(DiscardPolicy.Old)
                    .maxAge(Duration.ofHours(1))
                    .build();

    private final FreshStreams streams = FreshStreams.on(NATS.server());

    @AfterEach
    void close() {
        streams.close();
    }

    @Test
    void theOldStreamCanBeMadeOnceThePageWasFollowedAndOursAfterIt() throws Exception {
        for (String subject :
                List.of(
                        "com.justfaas.event.added.order.created",
                        "com.justfaas.backlog.shop.receipt.1s",
                        "com.justfaas.deadletter.shop.receipt",
                        "com.justfaas.function.added.shop.receipt")) {
            streams.publish(subject, new Headers(), "{}");
        }
        for (String stream : removals("## Going back")) {
            assertThat(streams.management().deleteStream(stream)).isTrue();
        }

        streams.management().addStream(OLD);
        streams.management()
                .addOrUpdateConsumer(
                        "faas-events",
                        ConsumerConfiguration.builder()
                                .durable("consumer")
                                .ackPolicy(AckPolicy.Explicit)
                                .ackWait(Duration.ofMillis(2500))
                                .build());
        streams.publish("com.justfaas.event.added", new Headers(), "{}");
        assertThat(streams.state("faas-events").getMsgCount()).isEqualTo(1);

        assertThatThrownBy(this::ensure).hasMessageContaining("docs/upgrade.md has the steps");
        for (String stream : removals("# Replacing the old events component")) {
            streams.management().deleteStream(stream);
        }
        ensure();
        assertThat(Streams.names(streams.link().connection())).hasSize(4);
    }

    /** So that no line of the page is without need. */
    @ParameterizedTest
    @ValueSource(strings = {"faas-functions", "faas-events", "faas-backlog", "faas-deadletters"})
    void theOldStreamCannotBeMadeWhileOneOfOursIsThere(String left) throws Exception {
        for (String stream : removals("## Going back")) {
            if (!stream.equals(left)) {
                streams.management().deleteStream(stream);
            }
        }
        assertThat(Streams.names(streams.link().connection())).containsExactly(left);
        assertThatThrownBy(() -> streams.management().addStream(OLD))
                .isInstanceOf(JetStreamApiException.class);
    }

    /** The streams that a section has one remove, up to the next heading of its level. */
    private static List<String> removals(String heading) throws IOException {
        String page = Files.readString(Checkout.root().resolve("docs/upgrade.md"));
        String section = page.substring(page.indexOf(heading) + heading.length());
        int end = section.indexOf("\n## ");
        return REMOVAL.matcher(end < 0 ? section : section.substring(0, end))
                .results()
                .map(line -> line.group(1))
                .toList();
    }

    private void ensure() {
        new StreamSetup(LIMITS).ensure(streams.link().connection());
    }
}
