package com.justfaas.router.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.events.streams.Backlog;
import com.justfaas.events.streams.DeadLetters;
import com.justfaas.events.streams.NatsLink;
import com.justfaas.events.streams.NatsSettings;
import com.justfaas.events.streams.StreamLimits;
import com.justfaas.events.streams.StreamSetup;
import com.justfaas.router.delivery.Hold;
import com.justfaas.testkit.Streams;
import com.justfaas.testkit.junit.NatsExtension;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A move that is made again after a crash is recognised, and no other is taken for it. */
class CopiesIT {

    private static final FunctionName MAILER = new FunctionName("shop", "mailer");
    private static final FunctionName BILLING = new FunctionName("shop", "billing");
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final long MIB = 1 << 20;

    /** Of a copy, and of another one before the stream was made anew. */
    private static final Hold FROM = new Hold.Copy(2, 7, Instant.EPOCH);

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private final NatsLink link = new NatsLink("test", new NatsSettings(NATS.url(), null));
    private Copies copies;

    @BeforeEach
    void connect() throws Exception {
        link.start();
        Awaitility.await().until(link::isConnected);
        Streams.deleteAll(link.connection());
        new StreamSetup(new StreamLimits(MIB, MIB, MIB, MIB)).ensure(link.connection());
        Backlog backlog = new Backlog(link);
        backlog.census();
        copies = new Copies(backlog, new DeadLetters(link), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        link.close();
    }

    private static DeliveryRecord delivery(FunctionName function, String uid, long event) {
        return DeliveryRecord.first(
                function,
                uid,
                event,
                NOON,
                StoredEvent.of(
                        CloudEventBuilder.v1()
                                .withId("" + event)
                                .withSource(URI.create("/test"))
                                .withType("order.created")
                                .build()));
    }

    private long stored(String stream) throws Exception {
        return link.connection()
                .jetStreamManagement()
                .getStreamInfo(stream)
                .getStreamState()
                .getMsgCount();
    }

    private static final List<DeliveryRecord> DIFFERENT =
            List.of(
                    delivery(MAILER, "uid", 1),
                    delivery(MAILER, "uid", 2),
                    delivery(MAILER, "made anew", 1),
                    delivery(BILLING, "uid", 1));

    @Test
    void aCopyIsRecognisedByItsDeliveryAndNotByItsPlaceAlone() throws Exception {
        for (int again = 0; again < 2; again++) {
            for (DeliveryRecord record : DIFFERENT) {
                var _ = copies.store(record, Duration.ofSeconds(1), FROM);
            }
        }
        assertThat(stored(Names.Streams.BACKLOG)).isEqualTo(DIFFERENT.size());
    }

    @Test
    void soIsADeadLetter() throws Exception {
        for (int again = 0; again < 2; again++) {
            for (DeliveryRecord record : DIFFERENT) {
                var _ = copies.bury(record, DeadLetterReason.AttemptsExhausted, FROM);
            }
        }
        assertThat(stored(Names.Streams.DEAD_LETTERS)).isEqualTo(DIFFERENT.size());
    }
}
