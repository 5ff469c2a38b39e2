package com.justfaas.events.streams;

import static com.justfaas.events.streams.FreshStreams.soon;

import com.justfaas.events.Names;
import com.justfaas.testkit.junit.NatsExtension;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AcksIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private final FreshStreams streams = FreshStreams.on(NATS.server());
    private final StreamLife stream = new StreamLife(streams.link(), Names.Streams.EVENTS);
    private final Acks acks = new Acks(streams.link(), stream);
    private List<Message> messages;

    @BeforeEach
    void start() throws Exception {
        acks.start();
        messages = fetch();
    }

    @AfterEach
    void close() throws Exception {
        acks.end().join();
        streams.close();
    }

    @Test
    void arriveAtTheServer() {
        Instant made = stream.known();
        messages.forEach(message -> acks.add(message, made));

        soon().until(() -> streams.router().getNumAckPending() == 0);
    }

    /** The numbers in their subjects are those of other events by now. */
    @Test
    void areDroppedWhenTheStreamWasMadeAnewSince() throws Exception {
        Instant before = stream.known();
        streams.management().deleteStream(Names.Streams.EVENTS);
        new StreamSetup(FreshStreams.LIMITS).ensure(streams.link().connection());
        List<Message> others = fetch();
        soon().ignoreExceptions().until(() -> stream.known().isAfter(before));
        Instant after = stream.known();
        messages.forEach(message -> acks.add(message, before));
        acks.add(others.getLast(), after);

        soon().during(Duration.ofMillis(500))
                .until(() -> streams.router().getNumAckPending() == others.size() - 1);
    }

    private List<Message> fetch() throws Exception {
        for (int i = 0; i < 5; i++) {
            streams.publish("com.justfaas.event.added.x", new Headers(), "x");
        }
        return streams.take(5);
    }
}
