package com.justfaas.events.streams;

import static com.justfaas.events.streams.FreshStreams.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.Payload;
import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.DeliveryRecords;
import com.justfaas.events.codec.Examples;
import com.justfaas.events.codec.Failures;
import com.justfaas.testkit.junit.NatsExtension;
import io.nats.client.api.MessageInfo;
import io.nats.client.impl.Headers;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How dead letters are written. */
class DeadLettersStoreIT {

    private static final FunctionName CHECKOUT = new FunctionName("shop", "checkout");
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private final FreshStreams streams = FreshStreams.on(NATS.server());
    private final DeadLetters deadLetters = new DeadLetters(streams.link());

    @AfterEach
    void close() {
        streams.close();
    }

    @Test
    void keepADeliveryWithWhatBecameOfIt() throws Exception {
        DeliveryRecord record =
                DeliveryRecord.first(CHECKOUT, "uid", 42, NOON, Examples.order("größe"))
                        .failed(new Failures(NOON, NOON, 400, "größe", "{\"ü\":1}\n"));
        long sequence = deadLetters.store(record, DeadLetterReason.Rejected, "42/uid");
        MessageInfo message = message(sequence);

        assertThat(message.getSubject()).isEqualTo("com.justfaas.deadletter.shop.checkout");
        assertThat(headers(message).getFirst(Names.Headers.REASON)).isEqualTo("Rejected");
        assertThat(
                        DeliveryRecords.read(
                                CHECKOUT,
                                String.valueOf(message.getSubject()),
                                message.getHeaders(),
                                data(message),
                                sequence))
                .isEqualTo(record);
    }

    @Test
    void areStoredOnceWhenTheSameIsSaidTwice() {
        DeliveryRecord record =
                DeliveryRecord.first(CHECKOUT, "uid", 42, NOON, Examples.order("1"));
        long first = deadLetters.store(record, DeadLetterReason.Expired, "42/uid");

        assertThat(deadLetters.store(record, DeadLetterReason.Expired, "42/uid")).isEqualTo(first);
        assertThat(deadLetters.store(record, DeadLetterReason.Expired, "43/uid"))
                .isGreaterThan(first);
        assertThat(streams.state("faas-deadletters").getMsgCount()).isEqualTo(2);
    }

    @Test
    void keepAMessageThatIsNoEventAsItCame() throws Exception {
        Headers headers =
                new Headers()
                        .put("ce-id", "1")
                        .put("X-Other", "a", "b")
                        .put("Nats-Msg-Id", "theirs")
                        .put("nats-ttl", "1s");
        streams.publish("com.justfaas.event.added.odd", headers, "data");
        List<LiveEvent> taken = new CopyOnWriteArrayList<>();
        try (EventConsumer consumer =
                new EventConsumer(streams.link(), () -> 1, 64 << 20, () -> true, taken::add)) {
            consumer.start();
            soon().until(() -> taken.size() == 1);
            LiveEvent event = taken.getFirst();
            long sequence = deadLetters.storeMalformed(event, "ce-source is missing: ü");
            MessageInfo message = message(sequence);

            assertThat(message.getSubject()).isEqualTo("com.justfaas.deadletter._.malformed");
            assertThat(data(message)).isEqualTo(Payload.utf8("data"));
            assertThat(headers(message).get("X-Other")).containsExactly("a", "b");
            assertThat(headers(message).getFirst("ce-id")).isEqualTo("1");
            assertThat(headers(message).getFirst(Names.Headers.REASON)).isEqualTo("Malformed");
            assertThat(headers(message).getFirst(Names.Headers.SUBJECT))
                    .isEqualTo("com.justfaas.event.added.odd");
            assertThat(headers(message).getFirst(Names.Headers.EVENT_SEQUENCE)).isEqualTo("1");
            assertThat(headers(message).getFirst(Names.Headers.ACCEPTED_AT))
                    .isEqualTo(event.storedAt().toString());
            assertThat(headers(message).getFirst(Names.Headers.LAST_DETAIL))
                    .isEqualTo("ce-source%20is%20missing:%20%C3%BC");
            assertThat(headers(message).getFirst("Nats-Msg-Id")).isNotEqualTo("theirs");
            assertThat(headers(message).keySet()).doesNotContain("nats-ttl");
            assertThat(deadLetters.storeMalformed(event, "again")).isEqualTo(sequence);
        }
    }

    /** A stream that is made anew counts from one again, within the dedupe window of this one. */
    @Test
    void keepEveryMessageThatIsNoEventAlsoWhenTheStreamOfEventsIsMadeAnew() throws Exception {
        for (int i = 0; i < 2; i++) {
            streams.management().deleteStream(Names.Streams.EVENTS);
            new StreamSetup(FreshStreams.LIMITS).ensure(streams.link().connection());
            streams.publish("com.justfaas.event.added.odd", new Headers().put("ce-id", "1"), "");
            deadLetters.storeMalformed(consumed(), "ce-source is missing");
        }

        assertThat(streams.state(Names.Streams.DEAD_LETTERS).getMsgCount()).isEqualTo(2);
    }

    /** As large as the server lets anybody publish them: there is less room for what is noted. */
    @Test
    void keepAMessageWithMoreHeadersThanACopyMayHave() throws Exception {
        Headers headers = new Headers().put("ce-id", "1");
        for (int i = 0; headers.serializedLength() < 64_000; i++) {
            headers.put("X-Filler-" + i, "x".repeat(1000));
        }
        streams.publish("com.justfaas.event.added.odd", headers, "");
        MessageInfo message = message(deadLetters.storeMalformed(consumed(), "€".repeat(9000)));

        assertThat(headers(message).getFirst("ce-id")).isEqualTo("1");
        assertThat(headers(message).getFirst("X-Filler-0")).hasSize(1000);
        assertThat(headers(message).getFirst(Names.Headers.LAST_DETAIL)).startsWith("%E2%82%AC");
    }

    private LiveEvent consumed() {
        List<LiveEvent> taken = new CopyOnWriteArrayList<>();
        try (EventConsumer consumer =
                new EventConsumer(streams.link(), () -> 1, 64 << 20, () -> true, taken::add)) {
            consumer.start();
            soon().until(() -> taken.size() == 1);
        }
        return taken.getFirst();
    }

    @Test
    void sayWhenTheyCannotBeStored() throws Exception {
        DeliveryRecord record =
                DeliveryRecord.first(CHECKOUT, "uid", 42, NOON, Examples.order("1"));
        DeliveryRecord huge =
                DeliveryRecord.first(
                        CHECKOUT,
                        "uid",
                        43,
                        NOON,
                        com.justfaas.events.codec.StoredEvent.of(
                                Examples.event("1", "/s", "t", "x".repeat(1 << 20))));

        assertThatThrownBy(() -> deadLetters.store(huge, DeadLetterReason.Expired, "43/uid"))
                .isInstanceOf(StreamException.class);
        streams.management().deleteStream("faas-deadletters");
        assertThatThrownBy(() -> deadLetters.store(record, DeadLetterReason.Expired, "42/uid"))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("faas-deadletters");
    }

    private MessageInfo message(long sequence) throws Exception {
        return streams.management().getMessage("faas-deadletters", sequence);
    }

    private static Headers headers(MessageInfo message) {
        return Objects.requireNonNull(message.getHeaders());
    }

    private static Payload data(MessageInfo message) {
        return Payload.of(Objects.requireNonNull(message.getData()));
    }
}
