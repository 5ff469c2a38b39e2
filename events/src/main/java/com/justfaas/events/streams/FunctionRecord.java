package com.justfaas.events.streams;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.Payload;
import com.justfaas.events.codec.AttributeText;
import com.justfaas.events.codec.Failures;
import com.justfaas.events.codec.MalformedEventException;
import com.justfaas.events.codec.ManagementEvent;
import com.justfaas.events.codec.NatsEvents;
import io.nats.client.impl.Headers;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was last said of a function.
 *
 * @param sequence its place in the stream; the next record is written with it as expectation
 * @param time when it was stored
 */
public record FunctionRecord(long sequence, Instant time, ManagementEvent event) {

    /** Travels in a header of every copy, beside the event, which keeps no outer space. */
    private static final Pattern UID = Pattern.compile("[!-~]([ -~]{0,126}[!-~])?");

    /**
     * Reads a message. Others than the operator may have written it: the subject, the type and the
     * metadata must name the same function, and one that can be called.
     *
     * @throws SkippedRecordException when it is no record
     */
    static FunctionRecord read(
            String subject,
            @Nullable Headers headers,
            byte @Nullable [] data,
            long sequence,
            Instant time) {
        ManagementEvent event;
        try {
            Payload payload = data == null ? Payload.EMPTY : Payload.of(data);
            event =
                    ManagementEvent.of(
                            NatsEvents.read(subject, headers, payload, sequence).event());
        } catch (MalformedEventException e) {
            throw new SkippedRecordException(
                    SkipReason.MALFORMED, String.valueOf(e.getMessage()), e);
        } catch (RuntimeException | StackOverflowError e) {
            throw new SkippedRecordException(
                    SkipReason.MALFORMED, "cannot be read: " + e.getClass().getSimpleName(), e);
        }
        check(subject, event);
        return new FunctionRecord(sequence, time, event);
    }

    private static void check(String subject, ManagementEvent event) {
        FunctionName function = event.function();
        function.mistake()
                .ifPresent(
                        mistake -> {
                            throw new SkippedRecordException(
                                    SkipReason.INVALID_NAME,
                                    "names %s; %s".formatted(shown(function.toString()), mistake));
                        });
        String right = Names.Subjects.management(event.kind().type(), function);
        if (!subject.equals(right)) {
            throw new SkippedRecordException(
                    SkipReason.WRONG_SUBJECT,
                    "is of %s, whose subject is %s".formatted(function, right));
        }
        if (!UID.matcher(event.resource().uid()).matches()) {
            throw new SkippedRecordException(
                    SkipReason.MALFORMED,
                    "has a uid that is not 1 to 128 printable ASCII characters without space around them");
        }
    }

    /** Text from outside, as one line of a log takes it. */
    static String shown(String text) {
        return AttributeText.encode(
                Failures.capped(text.substring(0, Math.min(200, text.length()))));
    }
}
