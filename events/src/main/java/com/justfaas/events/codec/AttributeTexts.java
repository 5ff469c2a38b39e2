package com.justfaas.events.codec;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.v1.CloudEventV1;
import io.cloudevents.types.Time;
import java.time.OffsetDateTime;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** All attributes of an event as text for headers, extensions last. */
public final class AttributeTexts {

    private AttributeTexts() {}

    /**
     * Tells each attribute's name and its encoded value; {@code datacontenttype} too. Asks for one
     * attribute after the other, for the SDK's list of names is a new set for each event.
     */
    public static void forEach(CloudEvent event, BiConsumer<String, String> action) {
        put(CloudEventV1.SPECVERSION, event.getSpecVersion(), action);
        put(CloudEventV1.ID, event.getId(), action);
        put(CloudEventV1.SOURCE, event.getSource(), action);
        put(CloudEventV1.TYPE, event.getType(), action);
        put(CloudEventV1.DATACONTENTTYPE, event.getDataContentType(), action);
        put(CloudEventV1.DATASCHEMA, event.getDataSchema(), action);
        put(CloudEventV1.SUBJECT, event.getSubject(), action);
        put(CloudEventV1.TIME, event.getTime(), action);
        for (String name : event.getExtensionNames()) {
            put(name, event.getExtension(name), action);
        }
    }

    private static void put(
            String name, @Nullable Object value, BiConsumer<String, String> action) {
        if (value != null) {
            String text =
                    value instanceof OffsetDateTime time ? Time.writeTime(time) : value.toString();
            action.accept(name, AttributeText.encode(text));
        }
    }
}
