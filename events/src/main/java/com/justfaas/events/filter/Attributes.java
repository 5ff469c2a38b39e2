package com.justfaas.events.filter;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.types.Time;
import java.time.OffsetDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The attributes of an event, as filters see them. */
final class Attributes {

    private static final Set<String> OF_THE_SPECIFICATION =
            Set.copyOf(SpecVersion.V1.getAllAttributes());

    private Attributes() {}

    /**
     * An attribute as text, written as it travels in a header: so an event is the same to a filter
     * in whichever mode it came. CloudEvents SQL, section 3.2: every attribute is a String at
     * first.
     *
     * @return null when the event has no such attribute
     */
    static @Nullable String text(CloudEvent event, String name) {
        Object value =
                OF_THE_SPECIFICATION.contains(name)
                        ? event.getAttribute(name)
                        : event.getExtension(name);
        return switch (value) {
            case null -> null;
            case OffsetDateTime time -> Time.writeTime(time);
            default -> value.toString();
        };
    }
}
