package com.justfaas.events.streams;

import com.justfaas.events.Names;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.PurgeOptions;
import io.nats.client.api.StreamInfo;
import io.nats.client.api.StreamState;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes processed events from {@value Names.Streams#EVENTS} when they are old, or many: what is
 * kept can be replayed, and must leave room for what is new. Never removes what is not processed.
 */
public final class EventTrimmer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventTrimmer.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int NO_MESSAGE = 10037;

    private final NatsLink link;
    private final BooleanSupplier ours;
    private final Duration keep;
    private final Clock clock;
    private final Thread thread;

    /**
     * @param ours whether it is on this replica to trim; that two do so for a moment does no harm
     * @param keep how long a processed event is kept at most; at most half of the stream's limit is
     *     kept in any case
     */
    public EventTrimmer(NatsLink link, BooleanSupplier ours, Duration keep, Clock clock) {
        this.link = link;
        this.ours = ours;
        this.keep = keep;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("event-trimmer").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        while (true) {
            try {
                Thread.sleep(EVERY);
                if (ours.getAsBoolean()) {
                    trim();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (StreamException | IllegalStateException e) {
                LOG.atDebug().setCause(e).log("events cannot be trimmed now; trying again");
            }
        }
    }

    /** Looks once, and removes what is due. */
    void trim() {
        try {
            JetStreamManagement management = link.connection().jetStreamManagement();
            StreamInfo info = management.getStreamInfo(Names.Streams.EVENTS);
            StreamState state = info.getStreamState();
            long processed =
                    management
                            .getConsumerInfo(Names.Streams.EVENTS, Names.Consumers.ROUTER)
                            .getAckFloor()
                            .getStreamSequence();
            if (state.getMsgCount() == 0 || processed < state.getFirstSequence()) {
                return;
            }
            long due =
                    Math.max(
                            tooMany(state, info.getConfiguration().getMaxBytes() / 2),
                            tooOld(management, state));
            long upTo = Math.min(due, processed);
            if (upTo >= state.getFirstSequence()) {
                management.purgeStream(
                        Names.Streams.EVENTS, PurgeOptions.builder().sequence(upTo + 1).build());
                LOG.atDebug().log("removed processed events up to {}", upTo);
            }
        } catch (IOException e) {
            throw new StreamException("cannot trim " + Names.Streams.EVENTS, e);
        } catch (JetStreamApiException e) {
            throw new StreamException(Names.Streams.EVENTS + " refused", e);
        }
    }

    /** The last of the oldest that must go for the rest to fit; 0 when all fit. */
    private static long tooMany(StreamState state, long most) {
        long excess = state.getByteCount() - most;
        if (excess <= 0) {
            return 0;
        }
        double share = (double) excess / state.getByteCount();
        return state.getFirstSequence() + (long) (share * state.getMsgCount());
    }

    /** The last that is older than is kept; 0 when none is. */
    private long tooOld(JetStreamManagement management, StreamState state)
            throws IOException, JetStreamApiException {
        ZonedDateTime oldest = clock.instant().minus(keep).atZone(ZoneOffset.UTC);
        ZonedDateTime first = state.getFirstTime();
        if (first == null || !first.toInstant().isBefore(oldest.toInstant())) {
            return 0;
        }
        try {
            return management.getFirstMessage(Names.Streams.EVENTS, oldest).getSeq() - 1;
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() == NO_MESSAGE || e.getErrorCode() == 404) {
                return state.getLastSequence();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
