package com.justfaas.operator.function;

import com.justfaas.events.codec.ManagementEvent;
import java.util.List;

/** Whether the routers know of a function. */
sealed interface Registration {

    /**
     * They do.
     *
     * @param published what was said just now; empty when it had been said before
     */
    record Registered(List<ManagementEvent> published) implements Registration {
        public Registered {
            published = List.copyOf(published);
        }
    }

    /**
     * They do not, and will not until the function is changed.
     *
     * @param mistake what is wrong and what would be right
     */
    record Refused(String mistake) implements Registration {}

    /**
     * They may not know its latest state; they will as soon as NATS answers.
     *
     * @param problem what NATS, or the way to it, says
     */
    record Waiting(String problem) implements Registration {}
}
