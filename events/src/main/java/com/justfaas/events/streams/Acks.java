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
 * Sends acknowledgements in bursts. Sent singly, each wakes the thread that writes to the server,
 * and is a packet for the server to read; nobody waits for them.
 *
 * <p>What cannot be sent while the connection is away is sent when it is back: what a function has
 * answered meanwhile would be delivered to it once more. Those for a consumer that is not there any
 * more are dropped.
 */
final class Acks {

    private static final Logger LOG = LoggerFactory.getLogger(Acks.class);

    /** Of JetStream's protocol, "Acknowledging Messages". */
    private static final byte[] ACK = "+ACK".getBytes(StandardCharsets.US_ASCII);

    /** Short: what was not sent when the process dies is delivered again. */
    private static final Duration BETWEEN_BURSTS = Duration.ofMillis(1);

    private static final Duration AWAY = Duration.ofMillis(20);

    private final NatsLink link;
    private final ConsumerLife consumer;
    private final Queue<Ack> waiting = new ConcurrentLinkedQueue<>();
    private final Thread sender = Thread.ofVirtual().name("event-ack").unstarted(this::sendForEver);
    private volatile boolean asleep;
    private volatile boolean ending;

    private record Ack(String to, Instant consumerMade) {}

    Acks(NatsLink link, ConsumerLife consumer) {
        this.link = link;
        this.consumer = consumer;
    }

    void start() {
        sender.start();
    }

    /**
     * Sent soon.
     *
     * @param consumerMade when the consumer was made that gave the message
     */
    void add(Message message, Instant consumerMade) {
        waiting.add(new Ack(message.getReplyTo(), consumerMade));
        if (asleep) {
            LockSupport.unpark(sender);
        }
    }

    private void sendForEver() {
        while (!ending) {
            boolean sent = sendAll();
            LockSupport.parkNanos(this, (sent ? BETWEEN_BURSTS : AWAY).toNanos());
            asleep = true;
            if (waiting.isEmpty() && !ending) {
                LockSupport.park(this);
            }
            asleep = false;
        }
        sendAll();
    }

    /** Returns whether everything could be sent. */
    private boolean sendAll() {
        Ack ack;
        while ((ack = waiting.peek()) != null) {
            try {
                send(ack);
            } catch (StreamException | IllegalStateException e) {
                LOG.atDebug().setCause(e).log("acknowledgements wait for the connection");
                consumer.doubt();
                return false;
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("an event is not acknowledged and comes again");
            }
            waiting.remove();
        }
        return true;
    }

    private void send(Ack ack) {
        if (ack.consumerMade().equals(consumer.made())) {
            link.connection().publish(ack.to(), ACK);
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
