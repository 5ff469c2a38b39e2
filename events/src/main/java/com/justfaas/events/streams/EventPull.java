package com.justfaas.events.streams;

import com.justfaas.events.Names;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullRequestOptions;
import io.nats.client.PullSubscribeOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Pulls from the shared consumer what was asked for and no more: nothing waits in the client while
 * its lease runs. The client's own endless pull fetches ahead, and forgets what it fetched when it
 * is stopped.
 *
 * <p>A request that gets no response in time may be served later: after a partition, or when the
 * server stood still. So may one that was refused while a leader changed. JetStream counts what it
 * sends then as delivered, so one subscription receives the messages of all requests, and lives as
 * long as the connection.
 */
final class EventPull implements AutoCloseable {

    /** Short: a request lives in the server and dies with it. */
    static final Duration EXPIRES = Duration.ofMillis(500);

    /** The server says when a request is over; this is for when it does not. */
    private static final Duration LONGEST_WAIT = EXPIRES.multipliedBy(2);

    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration DRAIN_STEP = Duration.ofMillis(10);

    private final JetStreamSubscription subscription;
    private final Acks acks;
    private final Instant streamMade;

    private EventPull(JetStreamSubscription subscription, Acks acks, Instant streamMade) {
        this.subscription = subscription;
        this.acks = acks;
        this.streamMade = streamMade;
    }

    /** Throws {@link StreamException} when the consumer is not there. */
    static EventPull from(NatsLink link, Acks acks, Instant streamMade) {
        try {
            return new EventPull(
                    link.jetStream()
                            .subscribe(
                                    null,
                                    PullSubscribeOptions.bind(
                                            Names.Streams.EVENTS, Names.Consumers.ROUTER)),
                    acks,
                    streamMade);
        } catch (IOException | JetStreamApiException e) {
            throw new StreamException("no consumer " + Names.Consumers.ROUTER, e);
        }
    }

    /** When the stream was made: what is pulled is of that stream or, at worst, a later one. */
    Instant streamMade() {
        return streamMade;
    }

    /**
     * Asks for messages; {@link #next} gives them as they come.
     *
     * @param most how many at most
     * @param bytes how many bytes at most, of all together; where not even the first fits, none
     *     comes
     */
    void ask(int most, long bytes) {
        subscription.pull(
                PullRequestOptions.builder(most).maxBytes(bytes).expiresIn(EXPIRES).build());
    }

    /**
     * The next message, or null when the request is over, or got no response in time. With a bound
     * on bytes the server says that it is over even when as many came as were asked for.
     */
    @Nullable Message next() throws InterruptedException {
        return subscription.nextMessage(LONGEST_WAIT);
    }

    /** The next message, whatever becomes of the request meanwhile; null when there was none. */
    @Nullable Message await(Duration wait) throws InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        Message message = null;
        for (long left = wait.toNanos();
                message == null && left > 0;
                left = end - System.nanoTime()) {
            message = subscription.nextMessage(Duration.ofNanos(left));
        }
        return message;
    }

    /** Waits for a message of an earlier request, and gives it back. */
    void giveBackWhatComes(Duration wait) throws InterruptedException {
        Message message = await(wait);
        if (message != null) {
            giveBack(message);
        }
    }

    /** What was not asked for. */
    void giveBack(Message message) {
        acks.giveBack(message, streamMade);
    }

    /** Ends the request, and gives back what the server sent meanwhile. */
    @Override
    public void close() {
        try {
            var drained = subscription.drain(DRAIN_TIMEOUT);
            while (!drained.isDone()) {
                Message message = subscription.nextMessage(DRAIN_STEP);
                if (message != null) {
                    giveBack(message);
                }
            }
        } catch (IllegalStateException e) {
            return; // drained, or the connection is closed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
