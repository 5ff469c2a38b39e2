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
import com.justfaas.router.invocation.Invocations;
import com.justfaas.router.invocation.InvokeUrl;
import com.justfaas.router.invocation.Invoker;
import com.justfaas.router.invocation.ResponseBudget;
import com.justfaas.testkit.RawFunction;
import com.justfaas.testkit.junit.NatsExtension;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
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

    private final AtomicBoolean judges = new AtomicBoolean(true);
    private final Lane lane =
            new Lane(DeliveryPolicy.DEFAULT, ((InstantSource) this::now).withZone(ZoneOffset.UTC));
    private final Faults faults = new Faults(new SimpleMeterRegistry());
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

        assertThat(run(null)).isEqualTo(Ending.MOVED);
        assertThat(lane.inFlight()).isZero();
        assertThat(released).isTrue();
        assertThat(stored()).isEqualTo(1);
        others.giveBack();
    }

    /** Else the function would get one call less from then on, and others less memory. */
    @Test
    void keepsNeitherPermitNorMemoryWhereAnOutcomeCannotBeJudged() throws Exception {
        ResponseBudget budget = new ResponseBudget(MIB);
        String response =
                "HTTP/1.1 200 OK\r\nContent-Type: application/cloudevents+json\r\n"
                        + "Content-Length: 100000\r\n\r\n"
                        + "b".repeat(100_000);
        try (RawFunction function =
                        RawFunction.started(
                                output -> {
                                    output.write(response);
                                    return true;
                                });
                Invoker invoker = new Invoker(Clock.systemUTC(), budget, () -> MIB)) {
            invoker.start();
            judges.set(false);

            assertThat(run(attempts(function, invoker))).isEqualTo(Ending.MOVED);
            assertThat(function.requests()).isEqualTo(1);
            assertThat(judges).isTrue();
            assertThat(lane.inFlight()).isZero();
            assertThat(budget.used()).isZero();
        }
    }

    /** Breaks once, when the lane first looks at it: to judge the first outcome. */
    private Instant now() {
        if (judges.compareAndSet(false, true)) {
            throw new IllegalStateException("no time");
        }
        return Instant.now();
    }

    @SuppressWarnings("NullAway") // there are neither callbacks nor replies
    private Attempts attempts(RawFunction function, Invoker invoker) {
        return new Attempts(
                new Invocations(new InvokeUrl(function.uri() + "{namespace}/{name}")),
                new FunctionInvoker(
                        invoker,
                        new EngineMetrics(new SimpleMeterRegistry(), true, name -> true),
                        new CallCounts(),
                        faults),
                null,
                null,
                null,
                faults,
                Clock.systemUTC());
    }

    @SuppressWarnings("NullAway") // what is not there is not asked
    private Ending run(@Nullable Attempts attempts) throws InterruptedException {
        Backlog backlog = new Backlog(link);
        backlog.census();
        DeliveryRecord record = record();
        Deadline handOver = Deadline.in(Duration.ofSeconds(1));
        return new DeliveryRun(
                        new KnownFunction(
                                RESIZER, "uid", EventAnnotations.read(Map.of()), Instant.now()),
                        lane,
                        attempts,
                        new Copies(backlog, new DeadLetters(link), Clock.systemUTC()),
                        null,
                        new Released(),
                        largeEvents,
                        faults,
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
