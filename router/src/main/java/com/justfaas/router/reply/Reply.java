package com.justfaas.router.reply;

import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.StoredEvent;
import java.util.List;

/** What there is in a function's answer beside the answer itself. */
public sealed interface Reply {

    /** New events, perhaps none, as they are to be stored. */
    record Events(List<StoredEvent> events) implements Reply {
        public Events {
            events = List.copyOf(events);
        }
    }

    /**
     * The answer claims to be an event, and must not go on.
     *
     * @param mistake what is wrong, where, and what would be right; one line for people
     */
    record Refused(DeadLetterReason reason, String mistake) implements Reply {}
}
