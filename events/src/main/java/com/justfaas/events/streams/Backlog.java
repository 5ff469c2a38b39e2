package com.justfaas.events.streams;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.Names.Subjects.BacklogSubject;
import com.justfaas.events.Payload;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.DeliveryRecords;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.api.StreamInfo;
import io.nats.client.api.StreamInfoOptions;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream {@value Names.Streams#BACKLOG}: for each function and delay tier a small log of
 * deliveries that wait. Read by direct get, emptied by purge and removal: no consumer, so that what
 * waits costs nothing. Each method asks NATS, and throws {@link StreamException} when that is away.
 */
public final class Backlog {

    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);

    private static final Duration CERTAIN_WITHIN = Duration.ofSeconds(2);

    private final NatsLink link;
    private final StreamLife life;
    private final CopyWriter writer;
    private final CopyRemover remover;
    private final DirectGet reader;

    public Backlog(NatsLink link) {
        this.link = link;
        this.life = new StreamLife(link, Names.Streams.BACKLOG);
        this.writer = new CopyWriter(link, Names.Streams.BACKLOG);
        this.reader = new DirectGet(link, Names.Streams.BACKLOG);
        this.remover = new CopyRemover(link, life, reader);
    }

    /**
     * Stores a copy; what kept the delivery so far may be released once this has returned.
     *
     * @param due not to be tried before
     * @param id makes a repetition within minutes harmless; the same delivery, moved for the same
     *     reason, has the same
     * @return its sequence
     */
    public long store(DeliveryRecord record, int tier, Instant due, String id) {
        Headers headers = DeliveryRecords.headers(record);
        headers.put(Names.Headers.DUE, due.toString());
        long sequence =
                writer.write(
                        Names.Subjects.backlog(record.function(), tier),
                        headers,
                        record.event().data().bytes(),
                        id);
        wake(record.function(), tier, sequence, record.event().data().size());
        return sequence;
    }

    /** Tells whoever reads this backlog that there is something. Gets lost at times. */
    private void wake(FunctionName function, int tier, long sequence, int size) {
        try {
            link.connection()
                    .publish(Names.Subjects.wake(function, tier), Wakes.payload(sequence, size));
        } catch (IllegalStateException | StreamException e) {
            LOG.atDebug().setCause(e).log("the reader of {} is not woken", function);
        }
    }

    /**
     * Reads copies of one tier in order.
     *
     * @param from the sequence to begin with
     * @param most how many at most
     */
    public List<BacklogEntry> read(FunctionName function, int tier, long from, int most) {
        return reader.batch(Names.Subjects.backlog(function, tier), from, most).stream()
                .map(message -> entry(function, message))
                .toList();
    }

    /**
     * Looks at copies of all functions and tiers in order: for the server a small part of the work
     * that it has with as many copies of one function among others.
     *
     * @param from the sequence to begin with
     * @param most how many at most
     */
    public BacklogPage page(long from, int most) {
        List<Message> messages = reader.batch(from, most);
        return new BacklogPage(
                messages.stream().flatMap(message -> place(message).stream()).toList(),
                messages.isEmpty() ? from : DirectGet.sequence(messages.getLast()) + 1);
    }

    private static Optional<CopyPlace> place(Message message) {
        return Names.Subjects.parseBacklog(DirectGet.subject(message))
                .map(
                        at ->
                                new CopyPlace(
                                        at, DirectGet.sequence(message), message.getData().length));
    }

    /**
     * Reads some copies of one tier.
     *
     * @param bytes about how large they are together
     * @return one for each sequence, in the same order; empty where there is none, or another
     *     tier's, or one of the stream's replicas does not have it yet
     */
    public List<Optional<BacklogEntry>> readEach(
            BacklogSubject at, List<Long> sequences, long bytes) {
        String subject = Names.Subjects.backlog(at.function(), at.tier());
        return reader.each(sequences, bytes).stream()
                .map(
                        found ->
                                found.filter(m -> DirectGet.subject(m).equals(subject))
                                        .map(message -> entry(at.function(), message)))
                .toList();
    }

    private static BacklogEntry entry(FunctionName function, Message message) {
        byte[] data = message.getData();
        Headers headers = message.getHeaders();
        try {
            DeliveryRecord record =
                    DeliveryRecords.read(
                            function,
                            DirectGet.subject(message),
                            headers,
                            data == null ? Payload.EMPTY : Payload.of(data),
                            DirectGet.sequence(message));
            return new BacklogEntry(
                    DirectGet.sequence(message),
                    due(headers),
                    record.event().data().size(),
                    Optional.of(record));
        } catch (RuntimeException | StackOverflowError e) {
            // whatever it was: one copy must not keep us from those behind it
            LOG.atError()
                    .addKeyValue("subject", DirectGet.subject(message))
                    .addKeyValue("sequence", DirectGet.sequence(message))
                    .log("what waits in the backlog is no delivery: {}", e.getMessage());
            return new BacklogEntry(
                    DirectGet.sequence(message), Instant.EPOCH, 0, Optional.empty());
        }
    }

    private static Instant due(@Nullable Headers headers) {
        String due = headers == null ? null : headers.getFirst(Names.Headers.DUE);
        try {
            return due == null ? Instant.EPOCH : Instant.parse(due);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    /**
     * Removes everything in a tier up to and with a sequence.
     *
     * @param streamMade when the stream was made that this sequence is of
     * @throws StreamException also when it may have been made anew: nothing is removed then
     */
    public void removeUpTo(BacklogSubject at, long sequence, Instant streamMade) {
        remover.removeUpTo(at, sequence, streamMade);
    }

    /**
     * Removes copies, asking for all at once; none there is fine.
     *
     * @param streamMade when the stream was made that these sequences are of
     * @throws StreamException also when it may have been made anew: nothing is removed from then on
     */
    public void removeEach(List<Long> sequences, Instant streamMade) {
        remover.removeEach(sequences, streamMade);
    }

    /**
     * Removes one copy; none there is fine. Waits as {@link #awaitStreamMade} does.
     *
     * @param streamMade when the stream was made that this sequence is of
     * @throws StreamException also when it may have been made anew: nothing is removed then
     */
    public void remove(long sequence, Instant streamMade) {
        var _ = awaitStreamMade();
        remover.remove(sequence, streamMade);
    }

    /**
     * When the stream was made, as the last {@link #census} said. {@link Instant#EPOCH} when there
     * was none, or when by all that is heard since the stream may have been made anew.
     */
    public Instant streamMade() {
        return life.made();
    }

    /**
     * As {@link #streamMade()}; where that is not certain, waits until somebody has taken a {@link
     * #census}, but not for long.
     */
    public Instant awaitStreamMade() {
        return life.awaitMade(CERTAIN_WITHIN);
    }

    /** Counts what waits. */
    public BacklogCensus census() {
        long asked = life.now();
        try {
            StreamInfo info =
                    link.connection()
                            .jetStreamManagement()
                            .getStreamInfo(
                                    Names.Streams.BACKLOG,
                                    StreamInfoOptions.filterSubjects(Names.Subjects.ALL_BACKLOG));
            Map<FunctionName, Map<Integer, Long>> waiting = new HashMap<>();
            info.getStreamState()
                    .getSubjectMap()
                    .forEach(
                            (subject, count) ->
                                    Names.Subjects.parseBacklog(subject)
                                            .ifPresent(at -> put(waiting, at, count)));
            Instant made = info.getCreateTime().toInstant();
            life.saw(made, asked);
            return new BacklogCensus(made, waiting);
        } catch (IOException | IllegalStateException e) {
            throw new StreamException("cannot list " + Names.Streams.BACKLOG, e);
        } catch (JetStreamApiException e) {
            throw new StreamException(Names.Streams.BACKLOG + " refused", e);
        }
    }

    private static void put(
            Map<FunctionName, Map<Integer, Long>> waiting, BacklogSubject at, long count) {
        waiting.computeIfAbsent(at.function(), f -> new TreeMap<>()).put(at.tier(), count);
    }
}
