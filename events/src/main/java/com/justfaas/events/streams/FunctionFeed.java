package com.justfaas.events.streams;

import com.justfaas.events.LogPace;
import com.justfaas.events.Names;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.StreamContext;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.OrderedConsumerConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@value Names.Streams#FUNCTIONS} from its first message on: all that is known, in order,
 * then what is new as it comes. Survives a restart of the server, and a stream that was made anew.
 */
public final class FunctionFeed implements AutoCloseable {

    /** Gets what the feed reads, from one thread. */
    public interface Listener {

        /** A record, newer than all before. */
        void record(FunctionRecord record);

        /**
         * A message that is no record: it was logged, and nothing is changed by it.
         *
         * @param sequence its place in the stream
         */
        void skipped(long sequence, SkipReason reason);

        /** Nothing more is there just now; all that was there at the start has been told. */
        void caughtUp();

        /** The stream was made anew: nothing that was told before holds any more. */
        void reset();
    }

    private static final Logger LOG = LoggerFactory.getLogger(FunctionFeed.class);
    private static final int BATCH = 500;
    private static final Duration BURST_GAP = Duration.ofMillis(20);
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(3);
    private static final Duration REFILLED = Duration.ofSeconds(5);
    private static final Duration LOG_EVERY = Duration.ofSeconds(10);

    private final NatsLink link;
    private final Listener listener;
    private final LogPace pace = new LogPace(LOG_EVERY);
    private volatile boolean closed;
    private @Nullable Thread thread;
    private @Nullable ZonedDateTime created;
    private long seen;
    private boolean isBeingRefilled;
    private long heardAt;

    /** In which connection everything was reported at some time. */
    private long knownIn = -1;

    private volatile long currentIn = -1;

    public FunctionFeed(NatsLink link, Listener listener) {
        this.link = link;
        this.listener = listener;
    }

    /** Begins to read as soon as the stream is there, and returns at once. */
    public void start() {
        thread = Thread.ofVirtual().name("function-feed").start(this::followForEver);
    }

    /**
     * Whether everything was reported that was there when the present connection was made, and the
     * stream could be followed since. While it is not, a function may have subscribed to events
     * without our knowing: at a server that is cut off from its cluster, say, or when that is over.
     */
    public boolean isCurrent() {
        return currentIn == link.epoch();
    }

    private void followForEver() {
        while (!closed) {
            try {
                follow();
            } catch (RuntimeException
                    | StackOverflowError
                    | IOException
                    | JetStreamApiException e) {
                // whatever it was: without the feed nothing is delivered
                LOG.atDebug()
                        .setCause(e)
                        .log("the feed of functions broke off; taking it up again");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void follow() throws IOException, JetStreamApiException, InterruptedException {
        currentIn = -1;
        StreamContext stream = link.connection().getStreamContext(Names.Streams.FUNCTIONS);
        long epoch = link.epoch();
        resetIfNew(stream);
        var consumer =
                stream.createOrderedConsumer(
                        new OrderedConsumerConfiguration()
                                .deliverPolicy(DeliverPolicy.ByStartSequence)
                                .startSequence(seen + 1));
        long last = lastStored(stream);
        try (Pull pull = Pull.from(consumer, BATCH)) {
            boolean told = false;
            Instant lookAgain = Instant.now().plus(LOOK_EVERY);
            while (!closed && epoch == link.epoch()) {
                // short while there is something to tell, so that a burst is told as one
                Message message = pull.next(told ? WAIT : BURST_GAP);
                if (message != null) {
                    told = false;
                    lookAgain = Instant.now().plus(LOOK_EVERY);
                    read(message);
                    continue;
                }
                if (!told && seen >= last && !isBeingRefilled()) {
                    listener.caughtUp();
                    knownIn = epoch;
                    told = true;
                }
                if (seen >= last && knownIn == epoch) {
                    currentIn = epoch; // also while it is filled again: what was known before holds
                }
                if (Instant.now().isAfter(lookAgain)) {
                    last = lastStored(stream);
                    if (last > seen || !createTime(stream).equals(created)) {
                        return; // what is stored does not arrive: begin again
                    }
                    lookAgain = Instant.now().plus(LOOK_EVERY);
                }
            }
        }
    }

    /**
     * Whether, after the stream was made anew, there may be functions that are not in it yet. It
     * does not say when it has them all: nothing must have come for a while.
     */
    private boolean isBeingRefilled() {
        isBeingRefilled &= seen == 0 || System.nanoTime() - heardAt < REFILLED.toNanos();
        return isBeingRefilled;
    }

    private static ZonedDateTime createTime(StreamContext stream)
            throws IOException, JetStreamApiException {
        return stream.getStreamInfo().getCreateTime();
    }

    private void resetIfNew(StreamContext stream) throws IOException, JetStreamApiException {
        ZonedDateTime time = createTime(stream);
        if (created != null && !created.equals(time)) {
            LOG.atWarn()
                    .log(
                            "the stream {} was made anew; until the operator has filled it, the functions of before are known",
                            Names.Streams.FUNCTIONS);
            isBeingRefilled |= seen > 0;
            seen = 0;
            listener.reset();
        }
        created = time;
    }

    /**
     * The sequence up to which there is something to read. Not the stream's last sequence: that
     * message may have been purged, and would never come.
     */
    private static long lastStored(StreamContext stream) throws IOException {
        try {
            return stream.getLastMessage("com.justfaas.function.>").getSeq();
        } catch (JetStreamApiException e) {
            return 0;
        }
    }

    private void read(Message message) {
        long sequence = message.metaData().streamSequence();
        if (sequence <= seen) {
            return; // an ordered consumer that was reset tells some things twice
        }
        seen = sequence;
        heardAt = System.nanoTime();
        try {
            listener.record(
                    FunctionRecord.read(
                            message.getSubject(),
                            message.getHeaders(),
                            message.getData(),
                            sequence,
                            message.metaData().timestamp().toInstant()));
        } catch (SkippedRecordException e) {
            skip(message, e.reason(), String.valueOf(e.getMessage()), null);
        } catch (RuntimeException | StackOverflowError e) {
            // one message must not keep us from all that follow
            skip(message, SkipReason.FAULT, "cannot be acted upon", e);
        }
    }

    private void skip(
            Message message, SkipReason reason, String mistake, @Nullable Throwable fault) {
        long sequence = message.metaData().streamSequence();
        pace.next()
                .ifPresent(
                        leftOut ->
                                LOG.atWarn()
                                        .addKeyValue(
                                                "subject",
                                                FunctionRecord.shown(message.getSubject()))
                                        .addKeyValue("sequence", sequence)
                                        .setCause(fault)
                                        .log(
                                                "skipped a message that is no record of a function: it {}; {} more since the last line like this",
                                                mistake,
                                                leftOut));
        listener.skipped(sequence, reason);
    }

    @Override
    public void close() {
        closed = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            try {
                running.join(WAIT.multipliedBy(3));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
