package com.justfaas.events.streams;

import com.justfaas.events.Names;
import io.nats.client.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pulls events from the consumer that all replicas share, never more than there is room for, and
 * keeps the lease of those that are being worked on.
 */
public final class EventConsumer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventConsumer.class);
    private static final int LARGEST_BATCH = Newcomers.MOST;

    /** Fewer are not worth a request to the server. */
    private static final int SMALLEST_BATCH = LARGEST_BATCH / 4;

    /** Of what the server counts beside the payload: subjects. */
    private static final long LARGEST_ENVELOPE = 8 << 10;

    private static final Duration LOOK_UP = Duration.ofMillis(500);
    private static final Duration GATE_LOOK = Duration.ofMillis(20);

    /** A request that is over so soon, and gave nothing, was refused. */
    private static final Duration REFUSED = EventPull.EXPIRES.dividedBy(5);

    private static final Duration EXTEND_EVERY = StreamDefinitions.ACK_WAIT.dividedBy(3);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);

    private final NatsLink link;
    private final IntSupplier quota;
    private final long mostBytes;
    private final BooleanSupplier gate;
    private final Consumer<LiveEvent> handler;
    private final Semaphore free;
    private final Newcomers newcomers = new Newcomers();
    private final StreamLife stream;
    private final Acks acks;
    private final Set<LiveEvent> held = ConcurrentHashMap.newKeySet();
    private final AtomicLong heldBytes = new AtomicLong();
    private volatile int most;
    private volatile boolean stopping;
    private @Nullable Thread puller;
    private @Nullable Thread extender;

    /**
     * @param quota most events held at once, {@value ReplicaQuota#MOST} at most; when it becomes
     *     lower, nothing is pulled until so many are settled
     * @param mostBytes most bytes that they may have, all together; one may be held in any case
     * @param gate nothing is pulled while it is false
     * @param handler gets each event, must not block for long, and sees to it that it is settled
     */
    public EventConsumer(
            NatsLink link,
            IntSupplier quota,
            long mostBytes,
            BooleanSupplier gate,
            Consumer<LiveEvent> handler) {
        this.link = link;
        this.quota = quota;
        this.most = quota.getAsInt();
        this.mostBytes = mostBytes;
        this.gate = gate;
        this.handler = handler;
        this.free = new Semaphore(ReplicaQuota.MOST);
        this.stream = new StreamLife(link, Names.Streams.EVENTS);
        this.acks = new Acks(link, stream);
    }

    /** Begins to pull, as soon as the streams are there. */
    public void start() {
        acks.start();
        puller = Thread.ofVirtual().name("event-pull").start(this::pullForEver);
        extender = Thread.ofVirtual().name("event-lease").start(this::extendForEver);
    }

    /** How full we are: 0 is empty, 1 is as many events held as there is room for, or bytes. */
    public double pressure() {
        return Math.max((double) held.size() / most, (double) heldBytes.get() / mostBytes);
    }

    /** How many events are held now. */
    public int held() {
        return held.size();
    }

    /** Stops to pull; what is held goes on. */
    public void stopPulling() {
        stopping = true;
        join(puller);
    }

    private void pullForEver() {
        while (!stopping) {
            try {
                if (gate.getAsBoolean()) {
                    pull();
                } else if (!pause(GATE_LOOK)) {
                    return;
                }
            } catch (RuntimeException | StackOverflowError e) {
                // of the client too, whose drain can meet a queue that is gone: whatever it was,
                // a replica that pulls no more would look well and do nothing
                LOG.atDebug().setCause(e).log("the pull ended; beginning another");
                if (!pause(LOOK_UP)) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void pull() throws InterruptedException {
        long epoch = link.epoch();
        try (EventPull pull = EventPull.from(link, acks, stream.known())) {
            while (isOpen(epoch) && pull.streamMade().equals(stream.known())) {
                if (!gate.getAsBoolean()) {
                    pull.giveBackWhatComes(GATE_LOOK);
                    continue;
                }
                long bytes = roomInBytes();
                int reserved = bytes > 0 ? reserve() : 0;
                if (reserved > 0) {
                    request(pull, reserved, bytes, epoch);
                }
            }
        }
    }

    /** Asks for as many events as there are places reserved, and takes what comes. */
    private void request(EventPull pull, int places, long bytes, long epoch)
            throws InterruptedException {
        long began = System.nanoTime();
        int left = places;
        try {
            pull.ask(places, bytes);
            Message message;
            while (goesOn(epoch) && (message = next(pull, began, left == places)) != null) {
                if (left == 0) {
                    pull.giveBack(message); // of an earlier request, after all
                } else {
                    left--;
                    take(message, pull.streamMade());
                }
            }
        } finally {
            free.release(left);
            newcomers.release(left);
        }
    }

    /**
     * Where a request was refused, waits for a while, so that the server is not asked in a loop.
     */
    private static @Nullable Message next(EventPull pull, long began, boolean gaveNothing)
            throws InterruptedException {
        Message message = pull.next();
        boolean atOnce = System.nanoTime() - began < REFUSED.toNanos();
        return message == null && gaveNothing && atOnce ? pull.await(LOOK_UP) : message;
    }

    private boolean goesOn(long epoch) {
        return isOpen(epoch) && gate.getAsBoolean();
    }

    private boolean isOpen(long epoch) {
        return !stopping && epoch == link.epoch();
    }

    /** How much may be asked for; 0 when, after a while, an event might not fit. */
    private long roomInBytes() throws InterruptedException {
        long largest = link.connection().getMaxPayload() + LARGEST_ENVELOPE;
        long bytes = mostBytes - heldBytes.get();
        if (bytes < largest && heldBytes.get() > 0) {
            Thread.sleep(GATE_LOOK);
            return 0;
        }
        return Math.max(largest, bytes);
    }

    /** Takes what room there is, as soon as there is any; 0 when there was none for a while. */
    private int reserve() throws InterruptedException {
        int places = newcomers.reserve(SMALLEST_BATCH, LARGEST_BATCH, GATE_LOOK);
        if (places == 0) {
            return 0;
        }
        most = quota.getAsInt();
        int withheld = ReplicaQuota.MOST - most;
        int reserved = 0;
        if (free.tryAcquire(withheld + 1, LOOK_UP.toMillis(), TimeUnit.MILLISECONDS)) {
            free.release(withheld);
            int more = Math.min(places - 1, free.availablePermits() - withheld);
            reserved = free.tryAcquire(more) ? 1 + more : 1;
        }
        newcomers.release(places - reserved);
        return reserved;
    }

    private void take(Message message, Instant streamMade) {
        LiveEvent event = new LiveEvent(message, streamMade, acks, newcomers.take(), this::settled);
        held.add(event);
        heldBytes.addAndGet(event.size());
        try {
            handler.accept(event);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.atError()
                    .addKeyValue("sequence", event.sequence())
                    .setCause(e)
                    .log("an event could not be taken; it comes again when its lease is over");
            event.leave(); // given back, it would come again at once, over and over
        }
    }

    private void settled(LiveEvent event) {
        held.remove(event);
        heldBytes.addAndGet(-event.size());
        newcomers.over(event.place());
        free.release();
    }

    private void extendForEver() {
        boolean extended = true;
        while (pause(extended ? EXTEND_EVERY : LOOK_UP)) {
            extended = extendAll();
        }
    }

    private boolean extendAll() {
        try {
            var _ = stream.known(); // only what is known to be of this stream is extended
            held.forEach(LiveEvent::extend);
            return true;
        } catch (RuntimeException e) {
            // whatever it was: what takes longer than a lease would come again, and again
            LOG.atDebug().setCause(e).log("leases could not be extended; trying again");
            return false;
        }
    }

    private static boolean pause(Duration length) {
        try {
            Thread.sleep(length);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Stops, and gives back what is still held. */
    @Override
    public void close() {
        stopPulling();
        if (extender != null) {
            extender.interrupt();
        }
        join(extender);
        held.forEach(LiveEvent::giveBack);
        join(acks.end());
    }

    private static void join(@Nullable Thread thread) {
        if (thread == null || !thread.isAlive()) {
            return;
        }
        try {
            thread.join(STOP_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
