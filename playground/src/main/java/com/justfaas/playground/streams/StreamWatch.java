package com.justfaas.playground.streams;

import com.justfaas.events.Names;
import com.justfaas.events.streams.NatsLink;
import com.justfaas.events.streams.NatsSettings;
import com.justfaas.playground.gateway.Traffic;
import java.net.URI;
import java.time.Clock;
import java.util.function.Consumer;

/** Follows what FaaS Events publishes, as long as there is a connection to NATS. */
public final class StreamWatch implements AutoCloseable {

    private final NatsLink link;

    /**
     * Follows it from {@link #start} on.
     *
     * @param seen the gateway's own place for callbacks: what goes there is shown on arrival
     */
    public StreamWatch(String nats, URI seen, Consumer<Traffic> traffic, Clock clock) {
        link = new NatsLink("playground", new NatsSettings(nats, null));
        link.listen(
                Names.Subjects.ALL_DEAD_LETTERS,
                message -> traffic.accept(StoredMessages.deadLetter(message, clock.instant())));
        link.listen(
                Names.Subjects.ALL_CALLBACKS,
                message ->
                        StoredMessages.callback(message, clock.instant())
                                .filter(callback -> !callback.url().startsWith(seen.toString()))
                                .ifPresent(traffic));
    }

    /** Waits for nothing. */
    public void start() {
        link.start();
    }

    @Override
    public void close() {
        link.close();
    }
}
