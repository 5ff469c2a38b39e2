package com.justfaas.events.streams;

import com.justfaas.events.EventTypes;
import com.justfaas.events.Names;
import com.justfaas.events.codec.MalformedEventException;

/**
 * Which type may travel on which subject of {@value Names.Streams#EVENTS}. The door keeps to it by
 * itself; whoever publishes straight into NATS may not.
 */
final class SubjectRules {

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
                        subject,
                        type,
                        "types that start with %s are ours".formatted(EventTypes.PREFIX));
            }
        } else if (Names.Subjects.onlyReceiver(subject).isEmpty()) {
            throw new MalformedEventException(
                    subject, "does not end with a namespace and a name, as subjects of calls do");
        } else if (!type.equals(typeOn(subject))) {
            throw mistake(subject, type, "only %s is right here".formatted(typeOn(subject)));
        }
    }

    private static String typeOn(String subject) {
        return Names.Subjects.functionOfInvoked(subject).isPresent()
                ? EventTypes.FUNCTION_INVOKED
                : EventTypes.CALLBACK;
    }

    private static MalformedEventException mistake(String subject, String type, String right) {
        return new MalformedEventException(
                subject, "carries an event of the type \"%s\"; %s".formatted(type, right));
    }
}
