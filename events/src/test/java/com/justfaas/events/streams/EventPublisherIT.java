package com.justfaas.events.streams;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.EventTypes;
import com.justfaas.events.Names;
import com.justfaas.events.Payload;
import com.justfaas.events.codec.Examples;
import com.justfaas.events.codec.NatsEvents;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.testkit.junit.NatsExtension;
import io.nats.client.api.MessageInfo;
import io.nats.client.impl.Headers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EventPublisherIT {

    private static final String SUBJECT = Names.Subjects.event("order.created");

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private final FreshStreams streams = FreshStreams.on(NATS.server());
    private final EventPublisher publisher = new EventPublisher(streams.link());

    @AfterEach
    void close() {
        streams.close();
    }

    @Test
    void storesAnEventAsItIs() throws Exception {
        StoredEvent event =
                new StoredEvent(
                        Examples.event("größe 1", "/shop", "order.created", "{\"a\":\"ü\"}"),
                        "https://example.org/größe");

        assertThat(publish(event)).isEqualTo(new PublishResult.Stored(1, false));
        MessageInfo message = streams.management().getMessage("faas-events", 1);
        StoredEvent stored =
                NatsEvents.read(
                        String.valueOf(message.getSubject()),
                        message.getHeaders(),
                        Payload.of(java.util.Objects.requireNonNull(message.getData())),
                        1);
        assertThat(message.getSubject()).isEqualTo(SUBJECT);
        assertThat(stored.event()).isEqualTo(event.event());
        assertThat(stored.callback()).contains("https://example.org/gr%C3%B6%C3%9Fe");
    }

    @Test
    void knowsARepetitionBySourceAndId() {
        assertThat(publish(from("/shop", "1"))).isEqualTo(new PublishResult.Stored(1, false));
        assertThat(publish(from("/shop", "1"))).isEqualTo(new PublishResult.Stored(1, true));
        assertThat(publish(from("/bank", "1"))).isEqualTo(new PublishResult.Stored(2, false));
        assertThat(publish(from("/shop", "2"))).isEqualTo(new PublishResult.Stored(3, false));
        assertThat(streams.state("faas-events").getMsgCount()).isEqualTo(3);
    }

    @Test
    void takesEveryTypeThatTheRulesAllow() {
        for (String type :
                new String[] {
                    "中".repeat(EventTypes.MAX_LENGTH),
                    ".".repeat(EventTypes.MAX_LENGTH),
                    "a.".repeat(EventTypes.MAX_LENGTH / 2),
                    "*",
                    ">",
                    "a.*.>",
                    "😀 ü",
                    "%"
                }) {
            StoredEvent event =
                    StoredEvent.of(Examples.event("1", "/" + type.hashCode(), type, ""));

            assertThat(join(publisher.publish(Names.Subjects.event(type), event)))
                    .as(type)
                    .isInstanceOf(PublishResult.Stored.class);
        }
        assertThat(streams.state("faas-events").getMsgCount()).isEqualTo(8);
    }

    @Test
    void refusesWhatIsTooLargeWithoutHarmToOthers() {
        long epoch = streams.link().epoch();
        var others =
                IntStream.range(0, 200)
                        .mapToObj(i -> publisher.publish(SUBJECT, from("/shop", "other-" + i)))
                        .toList();
        PublishResult refused = publish(sized(1 << 20));

        assertThat(refused).isInstanceOf(PublishResult.TooLarge.class);
        assertThat(((PublishResult.TooLarge) refused).size()).isGreaterThan(1 << 20);
        assertThat(((PublishResult.TooLarge) refused).most()).isLessThan(1 << 20);
        assertThat(others)
                .allSatisfy(o -> assertThat(join(o)).isInstanceOf(PublishResult.Stored.class));
        assertThat(streams.link().epoch()).isEqualTo(epoch);
    }

    @Test
    void takesTheLargestThatItClaimsToTake() {
        PublishResult.TooLarge refused = (PublishResult.TooLarge) publish(sized(1 << 20));
        int largest = (int) ((1 << 20) - (refused.size() - refused.most()));

        assertThat(publish(sized(largest))).isInstanceOf(PublishResult.Stored.class);
        assertThat(publish(sized(largest + 1))).isInstanceOf(PublishResult.TooLarge.class);
        assertThat(publisher.maxEventSize()).isLessThanOrEqualTo(1 << 20);
    }

    @Test
    void refusesHeadersThatAreTooLarge() {
        var event = io.cloudevents.core.builder.CloudEventBuilder.v1(from("/s", "1").event());
        for (int i = 0; i < 70; i++) {
            event.withExtension("ext" + i, "x".repeat(1000));
        }
        PublishResult refused = publish(StoredEvent.of(event.build()));

        assertThat(refused).isInstanceOf(PublishResult.HeadersTooLarge.class);
        assertThat(((PublishResult.HeadersTooLarge) refused).size()).isGreaterThan(70_000);
        assertThat(streams.link().epoch()).isEqualTo(1);
    }

    @Test
    void leavesRoomForWhatIsNotedOnACopy() throws Exception {
        var builder = io.cloudevents.core.builder.CloudEventBuilder.v1(from("/s", "1").event());
        StoredEvent last = from("/s", "1");
        for (int i = 0; publish(last) instanceof PublishResult.Stored; i++) {
            last =
                    StoredEvent.of(
                            builder.withExtension("ext" + i, "x".repeat(900))
                                    .withId("" + i)
                                    .build());
        }
        long stored = streams.state("faas-events").getLastSequence();
        MessageInfo message = streams.management().getMessage("faas-events", stored);
        Headers copy = new Headers(message.getHeaders()).put("Faas-Note", "x".repeat(6 * 1024));
        copy.remove("Nats-Msg-Id", "Nats-Expected-Stream");

        streams.publish("com.justfaas.deadletter.shop.checkout", copy, "x");
    }

    @Test
    void saysWhenTheStreamIsFull() {
        new StreamSetup(new StreamLimits(1 << 20, 1 << 20, 1 << 20, 1 << 20))
                .ensure(streams.link().connection());
        PublishResult last = publish(sized(90_000));
        int stored = 0;
        while (last instanceof PublishResult.Stored) {
            stored++;
            last = publish(sized(90_000));
        }

        assertThat(last).isEqualTo(new PublishResult.Full("maximum bytes exceeded"));
        assertThat(streams.state("faas-events").getMsgCount()).isEqualTo(stored);
    }

    @Test
    void saysWhenTheStreamIsMissing() throws Exception {
        streams.management().deleteStream("faas-events");

        assertThat(publish(from("/shop", "1"))).isInstanceOf(PublishResult.Unavailable.class);
    }

    private int serial;

    private StoredEvent sized(int bytes) {
        return StoredEvent.of(
                Examples.event("" + serial++, "/big", "order.created", "x".repeat(bytes)));
    }

    private static StoredEvent from(String source, String id) {
        return StoredEvent.of(Examples.event(id, source, "order.created", "{}"));
    }

    private PublishResult publish(StoredEvent event) {
        return join(publisher.publish(SUBJECT, event));
    }

    private static PublishResult join(CompletableFuture<PublishResult> result) {
        return result.orTimeout(10, TimeUnit.SECONDS).join();
    }
}
