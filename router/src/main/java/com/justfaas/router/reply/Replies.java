package com.justfaas.router.reply;

import com.justfaas.events.EventTypes;
import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.EventSubjects;
import com.justfaas.events.codec.Hops;
import com.justfaas.events.codec.MalformedEventException;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.events.topics.TypeRules;
import com.justfaas.router.binding.ContentMode;
import com.justfaas.router.binding.EventMessage;
import com.justfaas.router.invocation.FunctionResponse;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a function answered, by the rules of the door. */
public final class Replies {

    /** Most events in one answer: they are stored one after the other, while the cause is held. */
    static final int MOST_EVENTS = 100;

    private static final String ENCODED =
            "Content-Encoding must be identity: send the body as it is";

    private Replies() {}

    /**
     * The events in an answer. One that does not claim to be an event is for the callback only, and
     * so is what a callback's receiver answers: a sender named it, and need not be trusted to put
     * events in by its mouth.
     *
     * @param record the delivery that was answered with success
     */
    public static Reply in(FunctionResponse response, DeliveryRecord record) {
        CloudEvent cause = record.event().event();
        if (cause.getType().equals(EventTypes.CALLBACK)
                || !ContentMode.isClaimed(response.headers())) {
            return new Reply.Events(List.of());
        }
        try {
            return read(response, record);
        } catch (MalformedEventException e) {
            return refused(String.valueOf(e.getMessage()));
        }
    }

    private static Reply read(FunctionResponse response, DeliveryRecord record) {
        if (!response.headers().isUnencoded()) {
            return refused(ENCODED);
        }
        var mode = ContentMode.of(response.headers());
        if (mode.isEmpty()) {
            return refused("Content-Type " + ContentMode.UNSUPPORTED);
        }
        if (response.truncated()) {
            return refused(
                    "it is larger than %d bytes, and no event is"
                            .formatted(response.body().size()));
        }
        List<CloudEvent> events =
                mode.get().read(new EventMessage(response.headers(), response.body()));
        if (events.size() > MOST_EVENTS) {
            return refused(
                    "it holds %d events; %d is the most".formatted(events.size(), MOST_EVENTS));
        }
        int hops = Hops.of(record.event().event()) + 1;
        List<StoredEvent> replies = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            Optional<String> mistake =
                    wrongType(mode.get().place("type", i), events.get(i).getType());
            if (mistake.isPresent()) {
                return refused(mistake.get());
            }
            StoredEvent reply = StoredEvent.of(ReplyEvents.of(events.get(i), record, i, hops));
            EventSubjects.of(reply); // a call must say whom it calls
            replies.add(reply);
        }
        return hops > Hops.MOST && !replies.isEmpty()
                ? loop(record, replies.getFirst().event())
                : new Reply.Events(replies);
    }

    private static Optional<String> wrongType(String place, String type) {
        return EventTypes.isReserved(type)
                ? Optional.of(
                        "%s is \"%s\"; types that start with %s are ours, except %s"
                                .formatted(
                                        place,
                                        type,
                                        EventTypes.PREFIX,
                                        EventTypes.FUNCTION_INVOKED))
                : TypeRules.mistakeIn(type).map(mistake -> place + " " + mistake);
    }

    private static Reply refused(String mistake) {
        return new Reply.Refused(DeadLetterReason.ReplyRefused, noEvent(mistake));
    }

    /** How whoever looks after the function learns that its answer does not go on. */
    public static String noEvent(String mistake) {
        return "the function has the event, but its answer is no event that can be sent on: "
                + mistake;
    }

    private static Reply loop(DeliveryRecord record, CloudEvent reply) {
        return new Reply.Refused(
                DeadLetterReason.ReplyLoop,
                "the function has the event, but its answer of type %s is not sent on: %d functions in a row have answered each other, which is the most; see that %s does not get, by way of others, what it answers itself"
                        .formatted(reply.getType(), Hops.MOST, record.function()));
    }
}
