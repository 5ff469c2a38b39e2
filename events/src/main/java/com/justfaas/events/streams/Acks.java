package com.justfaas.events.streams;

import io.nats.client.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells JetStream what became of messages. Their subjects for that name them by their sequences; so
 * where the stream was made anew since, nothing is told: it would be about other messages.
 *
 * <p>Answers are sent in bursts: sent singly, each wakes the thread that writes to the server, and
 * is a packet for the server to read, and nobody waits for them. Those that cannot be sent while
 * the connection is away are sent when it is back: what functions have answered meanwhile would be
 * delivered to them once more. What the client took before it saw that the connection is gone is
 * out of our hands: it arrives late, or never.
 */
final class Acks {

    private static final Logger LOG = LoggerFactory.getLogger(Acks.class);

    // of JetStream's protocol, "Acknowledging Messages"
    private static final String ACK = "+ACK";
    private static final String NAK = "-NAK";
    private static final String IN_PROGRESS = "+WPI";

    /** Short: what was not sent when the process dies is delivered again. */
    private static final Duration BETWEEN_BURSTS = Duration.ofMillis(1);

    private static final Duration WHILE_AWAY = Duration.ofMillis(20);

    /** Where the server is there and the stream is not, say. */
    private static final Duration AFTER_A_FAILURE = Duration.ofMillis(500);

    private final NatsLink link;
    private final StreamLife stream;
    private final Queue<Answer> waiting = new ConcurrentLinkedQueue<>();
    private final Thread sender = Thread.ofVirtual().name("event-ack").unstarted(this::sendForEver);
    private volatile boolean asleep;
    private volatile boolean ending;

    private record Answer(String to, String what, Instant streamMade) {}

    Acks(NatsLink link, StreamLife stream) {
        this.link = link;
        this.stream = stream;
    }

    void start() {
        sender.start();
    }

    /**
     * It is done with; sent soon.
     *
     * @param streamMade when the stream was made that the message is of
     */
    void add(Message message, Instant streamMade) {
        add(new Answer(message.getReplyTo(), ACK, streamMade));
    }

    /** Another replica may have it at once; sent soon. */
    void giveBack(Message message, Instant streamMade) {
        add(new Answer(message.getReplyTo(), NAK, streamMade));
    }

    private void add(Answer answer) {
        waiting.add(answer);
        if (asleep) {
            LockSupport.unpark(sender);
        }
    }

    /** It is still being worked on; sent now or never, and never blocks. */
    void extend(Message message, Instant streamMade) {
        try {
            if (streamMade.equals(stream.made())) {
                publish(message.getReplyTo(), IN_PROGRESS);
            }
        } catch (StreamException | IllegalStateException e) {
            LOG.atDebug().setCause(e).log("a lease is not extended");
        }
    }

    private void sendForEver() {
        while (!ending) {
            Duration pause = sendAll();
            LockSupport.parkNanos(this, pause.toNanos());
            asleep = true;
            if (waiting.isEmpty() && !ending) {
                LockSupport.park(this);
            }
            asleep = false;
        }
        var _ = sendAll();
    }

    /** Returns when to look again. */
    private Duration sendAll() {
        if (!link.isConnected()) {
            return WHILE_AWAY;
        }
        try {
            Answer answer;
            while ((answer = waiting.peek()) != null) {
                if (answer.streamMade().equals(stream.known())) {
                    publish(answer);
                }
                waiting.remove();
            }
            return BETWEEN_BURSTS;
        } catch (StreamException | IllegalStateException e) {
            LOG.atDebug().setCause(e).log("acknowledgements cannot be sent now; trying again");
            return link.isConnected() ? AFTER_A_FAILURE : WHILE_AWAY;
        } catch (RuntimeException e) {
            // whatever it was: without this thread every event would come again, and again
            LOG.atError().setCause(e).log("acknowledgements cannot be sent; trying again");
            return AFTER_A_FAILURE;
        }
    }

    private void publish(String to, String what) {
        link.connection().publish(to, what.getBytes(StandardCharsets.US_ASCII));
    }

    private void publish(Answer answer) {
        try {
            publish(answer.to(), answer.what());
        } catch (IllegalArgumentException e) {
            // the others are not to wait for it
            LOG.atError().setCause(e).log("an event cannot be acknowledged and comes again");
        }
    }

    /**
     * Ends when what waits is sent, or cannot be sent; nothing may be added any more.
     *
     * @return the thread that sends, to be waited for
     */
    Thread end() {
        ending = true;
        LockSupport.unpark(sender);
        return sender;
    }
}
