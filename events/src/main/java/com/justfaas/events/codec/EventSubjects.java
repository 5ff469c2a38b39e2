package com.justfaas.events.codec;

import com.justfaas.events.EventTypes;
import com.justfaas.events.Names;

/** Under which subject an event is stored. */
public final class EventSubjects {

    private EventSubjects() {}

    /**
     * The subject of an event or a call.
     *
     * @throws MalformedEventException when it is a call whose data is none
     */
    public static String of(StoredEvent event) {
        String type = event.event().getType();
        return type.equals(EventTypes.FUNCTION_INVOKED)
                ? Names.Subjects.invoked(FunctionCalls.read(event.data()).function())
                : Names.Subjects.event(type);
    }
}
