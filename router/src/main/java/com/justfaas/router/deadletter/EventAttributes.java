package com.justfaas.router.deadletter;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.v1.CloudEventV1;
import io.cloudevents.types.Time;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event's attributes as text, under their names in CloudEvents. */
final class EventAttributes {

    private static final List<String> BRIEF =
            List.of(
                    CloudEventV1.ID,
                    CloudEventV1.SOURCE,
                    CloudEventV1.TYPE,
                    CloudEventV1.TIME,
                    CloudEventV1.DATACONTENTTYPE);

    private EventAttributes() {}

    /** What tells it from others; null where it has none. */
    static Map<String, @Nullable String> brief(CloudEvent event) {
        Map<String, @Nullable String> attributes = new LinkedHashMap<>();
        BRIEF.forEach(name -> attributes.put(name, text(event.getAttribute(name))));
        return attributes;
    }

    /** The same, and whatever else it has. */
    static Map<String, @Nullable String> all(CloudEvent event) {
        Map<String, @Nullable String> attributes = brief(event);
        event.getAttributeNames()
                .forEach(name -> attributes.put(name, text(event.getAttribute(name))));
        event.getExtensionNames()
                .forEach(name -> attributes.put(name, text(event.getExtension(name))));
        return attributes;
    }

    private static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case OffsetDateTime time -> Time.writeTime(time);
            default -> value.toString();
        };
    }
}
