package com.justfaas.events.streams;

import com.justfaas.events.Names;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether a stream is still the one that it was. Where somebody deletes it, or NATS loses its disk,
 * it is made anew and its sequences begin again: one that was known before is another message's by
 * then. The server is asked now and then; between that, whatever could have made it anew takes the
 * certainty away: a new connection, and JetStream's advisories of what is done to the stream.
 */
final class StreamLife {

    private final NatsLink link;
    private final String stream;
    private final AtomicLong advisories = new AtomicLong();
    private volatile Seen seen = new Seen(Instant.EPOCH, -1);

    private record Seen(Instant made, long at) {}

    StreamLife(NatsLink link, String stream) {
        this.link = link;
        this.stream = stream;
        link.listen(Names.Subjects.advisories(stream), message -> advisories.incrementAndGet());
    }

    /** To be read before the server is asked, and given to {@link #saw} with what it says. */
    long now() {
        return link.epoch() + advisories.get(); // both only rise
    }

    /** The server has said when the stream was made. */
    void saw(Instant made, long asked) {
        if (asked >= seen.at()) {
            seen = new Seen(made, asked);
        }
    }

    /** When the stream was made; {@link Instant#EPOCH} while that is not certain. */
    Instant made() {
        Seen last = seen;
        return last.at() == now() ? last.made() : Instant.EPOCH;
    }

    /** Whether it is certain that the stream is the one that was made then. */
    boolean isStill(Instant made) {
        return !made.equals(Instant.EPOCH) && made.equals(made());
    }

    /**
     * @throws StreamException when the stream may not be the one that was made then
     */
    void require(Instant made) {
        if (!isStill(made)) {
            throw new StreamException(stream + " may have been made anew");
        }
    }
}
