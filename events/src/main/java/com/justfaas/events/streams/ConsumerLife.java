package com.justfaas.events.streams;

import com.justfaas.events.Names;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.time.Instant;

/**
 * Whether the shared consumer is still the one that it was. Where its stream was made anew, it was
 * too, and sequences begin again: what is acknowledged by a number that was known before is another
 * event by then.
 */
final class ConsumerLife {

    private static final Seen NOTHING = new Seen(Instant.EPOCH, -1);

    private final NatsLink link;
    private volatile Seen seen = NOTHING;

    private record Seen(Instant made, long epoch) {}

    ConsumerLife(NatsLink link) {
        this.link = link;
    }

    /**
     * When it was made; the server is asked once for each connection.
     *
     * @throws StreamException when NATS is away, or there is no consumer
     */
    Instant made() {
        Seen last = seen;
        return last.epoch() == link.epoch() ? last.made() : ask();
    }

    /** As {@link #made()}, asked now. */
    Instant ask() {
        long epoch = link.epoch();
        try {
            Instant made =
                    link.connection()
                            .jetStreamManagement()
                            .getConsumerInfo(Names.Streams.EVENTS, Names.Consumers.ROUTER)
                            .getCreationTime()
                            .toInstant();
            seen = new Seen(made, epoch);
            return made;
        } catch (IOException | IllegalStateException | JetStreamApiException e) {
            throw new StreamException("no consumer " + Names.Consumers.ROUTER, e);
        }
    }

    /** It may be another by now: the next who wants to know asks. */
    void doubt() {
        seen = NOTHING;
    }
}
