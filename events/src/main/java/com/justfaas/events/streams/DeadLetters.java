package com.justfaas.events.streams;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.codec.AttributeText;
import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.DeliveryRecords;
import com.justfaas.events.codec.Failures;
import io.nats.client.JetStreamApiException;
import io.nats.client.PurgeOptions;
import io.nats.client.api.StreamInfo;
import io.nats.client.api.StreamInfoOptions;
import io.nats.client.api.StreamState;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The stream {@value Names.Streams#DEAD_LETTERS}: deliveries that were given up. Each method asks
 * NATS, and throws {@link StreamException} when that is away.
 */
public final class DeadLetters {

    private static final int DELETE_FAILED = 10057;
    private static final int REMOVAL_BATCH = 512;

    private final NatsLink link;
    private final CopyWriter writer;
    private final DirectGet reader;

    public DeadLetters(NatsLink link) {
        this.link = link;
        this.writer = new CopyWriter(link, Names.Streams.DEAD_LETTERS);
        this.reader = new DirectGet(link, Names.Streams.DEAD_LETTERS);
    }

    /**
     * What the stream holds at one moment.
     *
     * @param created when the stream was made
     * @param last the sequence of the message that was stored last, there or not
     */
    record State(Instant created, long last, long messages) {

        static final State NONE = new State(Instant.MIN, 0, 0);

        /** Whether messages were added since then, but none removed. */
        boolean isContinuationOf(State earlier) {
            return created.equals(earlier.created())
                    && messages - earlier.messages() == last - earlier.last();
        }
    }

    /**
     * Stores a delivery; the event may be released once this has returned.
     *
     * @param id makes a repetition within minutes harmless; names what kept the delivery so far
     * @return its sequence among the dead letters
     * @throws StreamException when it is not certain that it was stored
     */
    public long store(DeliveryRecord record, DeadLetterReason reason, String id) {
        Headers headers = DeliveryRecords.headers(record);
        headers.put(Names.Headers.REASON, reason.name());
        return writer.write(
                Names.Subjects.deadLetter(record.function()),
                headers,
                record.event().data().bytes(),
                id);
    }

    /** Stores a message that is no event as it came, with what is wrong with it. */
    public long storeMalformed(LiveEvent event, String mistake) {
        Headers headers = DeadLetterMessages.fitting(event.headers());
        headers.put(Names.Headers.REASON, DeadLetterReason.Malformed.name());
        headers.put(Names.Headers.SUBJECT, AttributeText.encode(Failures.capped(event.subject())));
        headers.put(Names.Headers.EVENT_SEQUENCE, Long.toString(event.sequence()));
        headers.put(Names.Headers.ACCEPTED_AT, event.storedAt().toString());
        headers.put(Names.Headers.LAST_DETAIL, AttributeText.encode(Failures.capped(mistake)));
        return writer.write(
                Names.Subjects.malformedDeadLetter(),
                headers,
                event.data().bytes(),
                // the sequence alone comes again when the stream is made anew
                "%d-%d/malformed/dead"
                        .formatted(event.sequence(), event.storedAt().toEpochMilli()));
    }

    /**
     * How many there are of each function, without reading any.
     *
     * @throws StreamException when NATS is away
     */
    public Map<FunctionName, Long> byFunction() {
        try {
            Map<FunctionName, Long> counts = new HashMap<>();
            link.connection()
                    .jetStreamManagement()
                    .getStreamInfo(
                            Names.Streams.DEAD_LETTERS,
                            StreamInfoOptions.filterSubjects(Names.Subjects.ALL_DEAD_LETTERS))
                    .getStreamState()
                    .getSubjectMap()
                    .forEach(
                            (subject, count) ->
                                    Names.Subjects.functionOfDeadLetter(subject)
                                            .ifPresent(function -> counts.put(function, count)));
            return counts;
        } catch (IOException | IllegalStateException e) {
            throw away(e);
        } catch (JetStreamApiException e) {
            throw refused(e);
        }
    }

    /** How many there are. */
    public long stored() {
        return state().messages();
    }

    State state() {
        try {
            StreamInfo info =
                    link.connection()
                            .jetStreamManagement()
                            .getStreamInfo(Names.Streams.DEAD_LETTERS);
            StreamState state = info.getStreamState();
            return new State(
                    info.getCreateTime().toInstant(), state.getLastSequence(), state.getMsgCount());
        } catch (IOException | IllegalStateException e) {
            throw away(e);
        } catch (JetStreamApiException e) {
            throw refused(e);
        }
    }

    /** The dead letter of that sequence, if it is still there. */
    public Optional<DeadLetter> find(long sequence) {
        return reader.infos(DeadLetterFilter.ALL.subject(), sequence, 1).stream()
                .filter(message -> message.getSeq() == sequence)
                .map(DeadLetterMessages::read)
                .findFirst();
    }

    /**
     * Goes through all that is there now.
     *
     * @param from the sequence to begin with
     */
    public DeadLetterScan scan(DeadLetterFilter filter, long from) {
        return scan(filter, from, state().last());
    }

    DeadLetterScan scan(DeadLetterFilter filter, long from, long last) {
        return new DeadLetterScan(reader, filter, from, last);
    }

    /** Removes one; false when it was not there. */
    public boolean remove(long sequence) {
        try {
            return link.connection()
                    .jetStreamManagement()
                    .deleteMessage(Names.Streams.DEAD_LETTERS, sequence, false);
        } catch (IOException | IllegalStateException e) {
            throw away(e);
        } catch (JetStreamApiException e) {
            // the server says "stream store EOF" of some that are not there
            if (e.getApiErrorCode() == DELETE_FAILED && find(sequence).isEmpty()) {
                return false;
            }
            throw refused(e);
        }
    }

    /**
     * Removes what a filter means and is there now: at once where the subject tells, else one by
     * one, for as long as the time allows.
     */
    public DeadLetterRemoval removeAll(DeadLetterFilter filter, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        long last = state().last();
        if (filter.isSubjectEnough()) {
            return new DeadLetterRemoval(purge(filter.subject(), last), true);
        }
        DeadLetterScan scan = scan(filter, 1, last);
        long removed = 0;
        while (!scan.isOver()) {
            for (DeadLetter letter : scan.next(REMOVAL_BATCH)) {
                removed += remove(letter.sequence()) ? 1 : 0;
            }
            if (System.nanoTime() - end >= 0) {
                break;
            }
        }
        return new DeadLetterRemoval(removed, scan.isOver());
    }

    private long purge(String subject, long last) {
        try {
            return link.connection()
                    .jetStreamManagement()
                    .purgeStream(
                            Names.Streams.DEAD_LETTERS,
                            PurgeOptions.builder().subject(subject).sequence(last + 1).build())
                    .getPurged();
        } catch (IOException | IllegalStateException e) {
            throw away(e);
        } catch (JetStreamApiException e) {
            throw refused(e);
        }
    }

    private static StreamException away(Exception cause) {
        return new StreamException("cannot ask " + Names.Streams.DEAD_LETTERS, cause);
    }

    private static StreamException refused(JetStreamApiException cause) {
        return new StreamException(Names.Streams.DEAD_LETTERS + " refused", cause);
    }
}
