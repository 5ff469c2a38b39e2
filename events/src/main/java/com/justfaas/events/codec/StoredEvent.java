package com.justfaas.events.codec;

import com.justfaas.events.Payload;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event as the streams hold it.
 *
 * @param event the event itself, checked by {@link AttributeRules}
 * @param webhookUrl where the response of each invoked function goes, or null
 */
public record StoredEvent(CloudEvent event, @Nullable String webhookUrl) {

    /** An event whose responses go nowhere. */
    public static StoredEvent of(CloudEvent event) {
        return new StoredEvent(event, null);
    }

    /** The same event without its data. */
    StoredEvent withoutData() {
        return new StoredEvent(CloudEventBuilder.v1(event).withoutData().build(), webhookUrl);
    }

    public Optional<String> callback() {
        return Optional.ofNullable(webhookUrl);
    }

    /** The event's data, empty when it has none. */
    public Payload data() {
        CloudEventData data = event.getData();
        return data == null ? Payload.EMPTY : Payload.of(data.toBytes());
    }
}
