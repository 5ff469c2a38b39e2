package com.justfaas.events.streams;

import com.justfaas.events.Names;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whether a stream is still the one that it was. Where somebody deletes it, or NATS loses its disk,
 * it is made anew and its sequences begin again: one that was known before is another message's by
 * then. What the server said of it holds until something happens that could have made it anew: the
 * connection is lost or new, or an advisory of JetStream's says that it was deleted or created.
 *
 * <p>It does not see that a server which does not sync each write has lost its last messages with
 * its power: their sequences are given to others in the same stream.
 */
final class StreamLife {

    private final NatsLink link;
    private final String stream;
    private final AtomicLong advisories = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition asked = lock.newCondition();
    private volatile Seen seen = new Seen(Instant.EPOCH, -1);

    private record Seen(Instant made, long at) {}

    StreamLife(NatsLink link, String stream) {
        this.link = link;
        this.stream = stream;
        link.listen(Names.Subjects.created(stream), this::heard);
        link.listen(Names.Subjects.deleted(stream), this::heard);
    }

    private void heard(Message advisory) {
        advisories.incrementAndGet();
    }

    /** To be read before the server is asked, and given to {@link #saw} with what it says. */
    long now() {
        return link.changes() + advisories.get(); // both only rise
    }

    /** The server has said when the stream was made. */
    void saw(Instant made, long at) {
        lock.lock();
        try {
            if (at >= seen.at()) {
                seen = new Seen(made, at);
                asked.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** When the stream was made; {@link Instant#EPOCH} while that is not certain. */
    Instant made() {
        Seen last = seen;
        return last.at() == now() ? last.made() : Instant.EPOCH;
    }

    /**
     * When the stream was made; where that is not certain, the server is asked.
     *
     * @throws StreamException when NATS is away, there is no such stream, or it is being made anew
     */
    Instant known() {
        Instant certain = made();
        if (!certain.equals(Instant.EPOCH)) {
            return certain;
        }
        long at = now();
        Instant made = ask();
        saw(made, at);
        require(made);
        return made;
    }

    private Instant ask() {
        try {
            return link.connection()
                    .jetStreamManagement()
                    .getStreamInfo(stream)
                    .getCreateTime()
                    .toInstant();
        } catch (IOException | IllegalStateException | JetStreamApiException e) {
            throw new StreamException("cannot ask for the stream " + stream, e);
        }
    }

    /** As {@link #made()}, once somebody else has asked the server; not longer than this. */
    Instant awaitMade(Duration most) {
        if (isCertain()) {
            return made();
        }
        lock.lock();
        try {
            long left = most.toNanos();
            while (!isCertain() && left > 0 && link.isConnected()) {
                left = asked.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return made();
    }

    private boolean isCertain() {
        return !made().equals(Instant.EPOCH);
    }

    /**
     * @throws StreamException when the stream may not be the one that was made then
     */
    void require(Instant made) {
        if (made.equals(Instant.EPOCH) || !made.equals(made())) {
            throw new StreamException(stream + " may have been made anew");
        }
    }
}
