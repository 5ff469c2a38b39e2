package com.justfaas.router.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.events.streams.Backlog;
import com.justfaas.events.streams.DeadLetters;
import com.justfaas.events.streams.NatsLink;
import com.justfaas.events.streams.NatsSettings;
import com.justfaas.events.streams.StreamLimits;
import com.justfaas.events.streams.StreamSetup;
import com.justfaas.events.topics.DeliveryPolicy;
import com.justfaas.events.topics.EventAnnotations;
import com.justfaas.router.delivery.DeliveryProtocol;
import com.justfaas.router.delivery.DeliveryState.Ending;
import com.justfaas.router.delivery.Hold;
import com.justfaas.router.functions.KnownFunction;
import com.justfaas.testkit.junit.NatsExtension;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeliveryRunIT {

    private static final FunctionName RESIZER = new FunctionName("shop", "resizer");
    private static final long MIB = 1 << 20;
    private static final int LARGE = 100 << 10;

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    @AutoClose
    private final NatsLink link = new NatsLink("test", new NatsSettings(NATS.url(), null));

    private final Lane lane = new Lane(DeliveryPolicy.DEFAULT, Clock.systemUTC());
    private final LargeEvents largeEvents = new LargeEvents(LARGE);
    private boolean released;

    @BeforeEach
    void connect() {
        link.start();
        Awaitility.await().until(link::isConnected);
        new StreamSetup(new StreamLimits(MIB, MIB, MIB, MIB)).ensure(link.connection());
    }

    /** Else each of them would take one for good, and the function would get nothing in the end. */
    @Test
    void keepsNoPermitWhereThereIsNoRoomForTheEvent() throws Exception {
        LargeEvents.Room others = largeEvents.take(new FunctionName("shop", "other"), LARGE);

        assertThat(run()).isEqualTo(Ending.MOVED);
        assertThat(lane.inFlight()).isZero();
        assertThat(released).isTrue();
        assertThat(stored()).isEqualTo(1);
        others.giveBack();
    }

    /** Nothing is called, and nothing answered: who would do so is not there. */
    @SuppressWarnings("NullAway")
    private Ending run() throws InterruptedException {
        Backlog backlog = new Backlog(link);
        backlog.census();
        DeliveryRecord record = record();
        Deadline handOver = Deadline.in(Duration.ofSeconds(1));
        return new DeliveryRun(
                        new KnownFunction(
                                RESIZER, "uid", EventAnnotations.read(Map.of()), Instant.now()),
                        lane,
                        null,
                        new Copies(backlog, new DeadLetters(link), Clock.systemUTC()),
                        null,
                        new Released(),
                        largeEvents,
                        new Faults(new SimpleMeterRegistry()),
                        Clock.systemUTC(),
                        false,
                        handOver,
                        Duration.ofSeconds(1))
                .run(DeliveryProtocol.begin(record, new Hold.Event()));
    }

    private static DeliveryRecord record() {
        return DeliveryRecord.first(
                RESIZER,
                "uid",
                1,
                Instant.now(),
                StoredEvent.of(
                        CloudEventBuilder.v1()
                                .withId("1")
                                .withSource(URI.create("/test"))
                                .withType("image.added")
                                .withData("image/png", new byte[LARGE])
                                .build()));
    }

    private long stored() throws Exception {
        return link.connection()
                .jetStreamManagement()
                .getStreamInfo(Names.Streams.BACKLOG)
                .getStreamState()
                .getMsgCount();
    }

    private final class Released implements Keeper {

        @Override
        public void release() {
            released = true;
        }

        @Override
        public void leave() {
            throw new IllegalStateException("it is moved, and not left");
        }

        @Override
        public Hold hold() {
            return new Hold.Event();
        }
    }
}
