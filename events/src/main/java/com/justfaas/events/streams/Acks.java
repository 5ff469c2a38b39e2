package com.justfaas.events.streams;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends acknowledgements in bursts. Sent singly, each wakes the thread that writes to the server,
 * and is a packet for the server to read; nobody waits for them.
 */
final class Acks {

    /** Short: what was not sent when the process dies is delivered again. */
    private static final Duration BETWEEN_BURSTS = Duration.ofMillis(1);

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final Thread sender = Thread.ofVirtual().name("event-ack").unstarted(this::sendForEver);
    private volatile boolean asleep;
    private volatile boolean ending;

    void start() {
        sender.start();
    }

    /** Sent soon. */
    void add(Runnable ack) {
        waiting.add(ack);
        if (asleep) {
            LockSupport.unpark(sender);
        }
    }

    private void sendForEver() {
        while (!ending) {
            sendAll();
            LockSupport.parkNanos(this, BETWEEN_BURSTS.toNanos());
            asleep = true;
            if (waiting.isEmpty() && !ending) {
                LockSupport.park(this);
            }
            asleep = false;
        }
        sendAll();
    }

    private void sendAll() {
        Runnable ack;
        while ((ack = waiting.poll()) != null) {
            ack.run();
        }
    }

    /**
     * Ends when what waits is sent; nothing may be added any more.
     *
     * @return the thread that sends, to be waited for
     */
    Thread end() {
        ending = true;
        LockSupport.unpark(sender);
        return sender;
    }
}
