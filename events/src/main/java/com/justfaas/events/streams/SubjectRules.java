package com.justfaas.events.streams;

import com.justfaas.events.EventTypes;
import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.codec.MalformedEventException;

/**
 * Which type may travel on which subject of {@value Names.Streams#EVENTS}. The door keeps to it by
 * itself; whoever publishes straight into NATS may not.
 */
final class SubjectRules {

    /** Not as it is: it may be longer than what there is room for. */
    private static final String SUBJECT = "the subject";

    private SubjectRules() {}

    /**
     * Checks a message's subject against its event's type.
     *
     * @throws MalformedEventException when they do not go together
     */
    static void check(String subject, String type) {
        if (Names.Subjects.typeOfEvent(subject).isPresent()) {
            if (type.startsWith(EventTypes.PREFIX)) {
                throw mistake(
                        type, "types that start with %s are ours".formatted(EventTypes.PREFIX));
            }
            return;
        }
        FunctionName receiver =
                Names.Subjects.onlyReceiver(subject)
                        .orElseThrow(
                                () ->
                                        new MalformedEventException(
                                                SUBJECT,
                                                "does not end with a namespace and a name, as subjects of calls do"));
        if (Names.Subjects.deadLetter(receiver).length() > Names.Subjects.MAX_LENGTH) {
            throw new MalformedEventException(SUBJECT, "names somebody whose name is too long");
        }
        if (Names.Subjects.functionOfInvoked(subject).isPresent()) {
            receiver.mistake()
                    .ifPresent(
                            mistake -> {
                                throw new MalformedEventException(
                                        SUBJECT, "names no function: " + mistake);
                            });
        }
        if (!type.equals(typeOn(subject))) {
            throw mistake(type, "only %s is right here".formatted(typeOn(subject)));
        }
    }

    private static String typeOn(String subject) {
        return Names.Subjects.functionOfInvoked(subject).isPresent()
                ? EventTypes.FUNCTION_INVOKED
                : EventTypes.CALLBACK;
    }

    private static MalformedEventException mistake(String type, String right) {
        return new MalformedEventException(
                SUBJECT, "carries an event of the type \"%s\"; %s".formatted(type, right));
    }
}
