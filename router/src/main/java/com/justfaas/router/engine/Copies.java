package com.justfaas.router.engine;

import com.justfaas.events.LogPace;
import com.justfaas.events.Names;
import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.Failures;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.events.streams.Backlog;
import com.justfaas.events.streams.DeadLetters;
import com.justfaas.events.streams.StreamException;
import com.justfaas.router.callback.Receivers;
import com.justfaas.router.delivery.DeliveryInput;
import com.justfaas.router.delivery.Hold;
import com.justfaas.router.delivery.Tiers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores copies of deliveries and removes them. A copy's id says what it came from, so that the
 * same move, made again after a crash, is recognised, and no other is taken for it.
 */
public final class Copies {

    private static final Logger LOG = LoggerFactory.getLogger(Copies.class);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(1);
    private static final Hold EVENT = new Hold.Event();

    private final Backlog backlog;
    private final DeadLetters deadLetters;
    private final Clock clock;
    private final LogPace pace = new LogPace(BETWEEN_LINES);

    public Copies(Backlog backlog, DeadLetters deadLetters, Clock clock) {
        this.backlog = backlog;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    DeliveryInput store(DeliveryRecord record, Duration delay, Hold from) {
        int tier = Tiers.of(delay);
        String id = "%s/%d/%d".formatted(origin(record, from), record.attempts(), tier);
        try {
            Instant streamMade = backlog.awaitStreamMade(); // before: afterwards it may be another
            long sequence = backlog.store(record, tier, clock.instant().plus(delay), id);
            return new DeliveryInput.CopyStored(new Hold.Copy(tier, sequence, streamMade));
        } catch (StreamException e) {
            LOG.atWarn()
                    .addKeyValue("function", record.function())
                    .log("a delivery cannot be put into the backlog: {}", e.getMessage());
            return new DeliveryInput.CopyFailed();
        }
    }

    DeliveryInput bury(DeliveryRecord record, DeadLetterReason reason, Hold from) {
        return bury(record, reason, origin(record, from) + "/dead");
    }

    private DeliveryInput bury(DeliveryRecord record, DeadLetterReason reason, String id) {
        try {
            deadLetters.store(record, reason, id);
            log(record, reason);
            return new DeliveryInput.DeadLetterStored();
        } catch (StreamException e) {
            LOG.atWarn()
                    .addKeyValue("function", record.function())
                    .log("a dead letter cannot be stored: {}", e.getMessage());
            return new DeliveryInput.DeadLetterFailed();
        }
    }

    /** The log names one dead letter a second; how many there are is a metric. */
    private void log(DeliveryRecord record, DeadLetterReason reason) {
        pace.next()
                .ifPresent(
                        leftOut ->
                                LOG.atWarn()
                                        .addKeyValue("function", record.function())
                                        .addKeyValue("reason", reason)
                                        .addKeyValue("id", record.event().event().getId())
                                        .addKeyValue("type", record.event().event().getType())
                                        .addKeyValue("attempts", record.attempts())
                                        .log(
                                                "dead letter: {}; {} more since the last line like this",
                                                record.failures()
                                                        .map(Failures::detail)
                                                        .orElse(reason.name()),
                                                leftOut));
    }

    /**
     * Stores a reply or a callback for which there is no room among the events now.
     *
     * @param id names it, however often it is set aside
     */
    DeliveryInput setAside(DeliveryRecord cause, StoredEvent reply, String id) {
        DeliveryRecord waiting =
                DeliveryRecord.first(
                        Names.Receivers.WAITING_REPLIES,
                        Receivers.REPLIES_UID,
                        cause.eventSequence(),
                        cause.acceptedAt(),
                        reply);
        try {
            long sequence = backlog.store(waiting, Tiers.AT_ONCE, clock.instant(), id);
            LOG.atDebug().log("a reply waits as copy {}", sequence);
            return new DeliveryInput.ReplyStored();
        } catch (StreamException e) {
            LOG.atWarn()
                    .addKeyValue("function", cause.function())
                    .log("a reply cannot be put into the backlog: {}", e.getMessage());
            return new DeliveryInput.ReplyNotSetAside();
        }
    }

    /** Stores a dead letter of a reply that must not go on. */
    DeliveryInput buryReply(DeliveryRecord record, DeadLetterReason reason) {
        return bury(record, reason, origin(record, EVENT) + "/reply/dead");
    }

    /** Removes a copy that nobody reads yet. When that fails, it is delivered once more. */
    void remove(Hold.Copy copy) {
        try {
            backlog.remove(copy.sequence(), copy.streamMade());
        } catch (StreamException e) {
            LOG.atWarn().log("a copy cannot be removed and comes again: {}", e.getMessage());
        }
    }

    private static String origin(DeliveryRecord record, Hold from) {
        String event =
                "e%d-%d/%s/%s"
                        .formatted(
                                record.eventSequence(),
                                record.acceptedAt().toEpochMilli(),
                                record.function(),
                                record.functionUid());
        return switch (from) {
            case Hold.Event _ -> event;
            // a sequence alone may have been another delivery's, before the stream was made anew
            case Hold.Copy copy -> "b%d/%s".formatted(copy.sequence(), event);
        };
    }
}
