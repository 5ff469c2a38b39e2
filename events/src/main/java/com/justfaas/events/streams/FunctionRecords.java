package com.justfaas.events.streams;

import static java.util.Objects.requireNonNull;

import com.justfaas.events.FunctionName;
import com.justfaas.events.LogPace;
import com.justfaas.events.Names;
import com.justfaas.events.codec.ManagementEvent;
import com.justfaas.events.codec.NatsEvents;
import com.justfaas.events.codec.StoredEvent;
import io.nats.client.JetStreamApiException;
import io.nats.client.PublishOptions;
import io.nats.client.PurgeOptions;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamInfoOptions;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream {@value Names.Streams#FUNCTIONS} as the operator uses it: the record of what it said.
 * Each method asks NATS, and throws {@link StreamException} when that is away.
 */
public final class FunctionRecords {

    private static final Logger LOG = LoggerFactory.getLogger(FunctionRecords.class);
    private static final int NO_MESSAGE = 10037;
    private static final int WRONG_LAST_SEQUENCE = 10071;
    private static final int WRONG_LAST_SEQUENCE_CONSTANT = 10164;
    private static final String ANY = "com.justfaas.function.>";

    private final NatsLink link;
    private final Clock clock;
    private final LogPace pace = new LogPace(Duration.ofSeconds(10));

    public FunctionRecords(NatsLink link, Clock clock) {
        this.link = link;
        this.clock = clock;
    }

    /**
     * What was last said of a function, or empty when nothing was, or it was forgotten, or somebody
     * wrote something there that is no management event.
     */
    public Optional<FunctionRecord> last(FunctionName function) {
        return lastMessage(Names.Subjects.anyManagement(function)).flatMap(this::read);
    }

    /** The sequence of the last message of a function, readable or not; 0 when there is none. */
    public long lastSequence(FunctionName function) {
        return lastMessage(Names.Subjects.anyManagement(function))
                .map(MessageInfo::getSeq)
                .orElse(0L);
    }

    /**
     * Says something of a function.
     *
     * @param expectedLastSequence the sequence of the record that the decision was based on, 0 for
     *     none
     * @return the new record's sequence
     * @throws StaleWriteException when there is a newer record by now
     */
    public long publish(ManagementEvent event, long expectedLastSequence) {
        StoredEvent stored = StoredEvent.of(event.toCloudEvent(clock.instant()));
        PublishOptions options =
                PublishOptions.builder()
                        .expectedStream(Names.Streams.FUNCTIONS)
                        .expectedLastSubjectSequence(expectedLastSequence)
                        .expectedLastSubjectSequenceSubject(
                                Names.Subjects.anyManagement(event.function()))
                        .build();
        try {
            return link.jetStream()
                    .publish(
                            Names.Subjects.management(event.kind().type(), event.function()),
                            NatsEvents.headers(stored),
                            stored.data().bytes(),
                            options)
                    .getSeqno();
        } catch (IOException | IllegalStateException e) {
            throw new StreamException("cannot publish to " + Names.Streams.FUNCTIONS, e);
        } catch (JetStreamApiException e) {
            int code = e.getApiErrorCode();
            if (code == WRONG_LAST_SEQUENCE || code == WRONG_LAST_SEQUENCE_CONSTANT) {
                throw new StaleWriteException(
                        "somebody else wrote of %s meanwhile".formatted(event.function()), e);
            }
            throw new StreamException(Names.Streams.FUNCTIONS + " refused", e);
        }
    }

    /** The last record of every function, tombstones included. */
    public List<FunctionRecord> all() {
        Map<FunctionName, FunctionRecord> last = new HashMap<>();
        try {
            var management = link.connection().jetStreamManagement();
            var subjects =
                    management
                            .getStreamInfo(
                                    Names.Streams.FUNCTIONS, StreamInfoOptions.filterSubjects(ANY))
                            .getStreamState()
                            .getSubjectMap();
            for (String subject : subjects.keySet()) {
                lastMessage(subject)
                        .flatMap(this::read)
                        .ifPresent(
                                record ->
                                        last.merge(
                                                record.event().function(),
                                                record,
                                                (a, b) -> a.sequence() > b.sequence() ? a : b));
            }
            return List.copyOf(last.values());
        } catch (IOException | IllegalStateException e) {
            throw new StreamException("cannot read " + Names.Streams.FUNCTIONS, e);
        } catch (JetStreamApiException e) {
            throw new StreamException(Names.Streams.FUNCTIONS + " refused", e);
        }
    }

    /** Removes all that was said of a function, up to and with a sequence: an old tombstone. */
    public void forget(FunctionName function, long upToSequence) {
        try {
            link.connection()
                    .jetStreamManagement()
                    .purgeStream(
                            Names.Streams.FUNCTIONS,
                            PurgeOptions.builder()
                                    .subject(Names.Subjects.anyManagement(function))
                                    .sequence(upToSequence + 1)
                                    .build());
        } catch (IOException | IllegalStateException e) {
            throw new StreamException("cannot purge " + Names.Streams.FUNCTIONS, e);
        } catch (JetStreamApiException e) {
            throw new StreamException(Names.Streams.FUNCTIONS + " refused", e);
        }
    }

    private Optional<MessageInfo> lastMessage(String subject) {
        try {
            return Optional.of(
                    link.connection()
                            .jetStreamManagement()
                            .getLastMessage(Names.Streams.FUNCTIONS, subject));
        } catch (IOException | IllegalStateException e) {
            throw new StreamException("cannot read " + Names.Streams.FUNCTIONS, e);
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() == NO_MESSAGE) {
                return Optional.empty();
            }
            throw new StreamException(Names.Streams.FUNCTIONS + " refused", e);
        }
    }

    private Optional<FunctionRecord> read(MessageInfo message) {
        String subject = requireNonNull(message.getSubject());
        try {
            return Optional.of(
                    FunctionRecord.read(
                            subject,
                            message.getHeaders(),
                            message.getData(),
                            message.getSeq(),
                            requireNonNull(message.getTime()).toInstant()));
        } catch (SkippedRecordException e) {
            pace.next()
                    .ifPresent(
                            leftOut ->
                                    LOG.atWarn()
                                            .addKeyValue("subject", FunctionRecord.shown(subject))
                                            .addKeyValue("sequence", message.getSeq())
                                            .log(
                                                    "skipped a message that is no record of a function: it {}; {} more since the last line like this",
                                                    e.getMessage(),
                                                    leftOut));
            return Optional.empty();
        }
    }
}
