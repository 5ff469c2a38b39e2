package com.justfaas.events.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.justfaas.events.Payload;
import com.justfaas.events.codec.ManagementEvent.Kind;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.data.BytesCloudEventData;
import java.net.URI;

/** Events and resources that tests of several packages begin with. */
public final class Examples {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Examples() {}

    /** The least that an event has, and data. */
    public static CloudEvent event(String id, String source, String type, String data) {
        return CloudEventBuilder.v1()
                .withId(id)
                .withSource(URI.create(source))
                .withType(type)
                .withData(BytesCloudEventData.wrap(Payload.utf8(data).bytes()))
                .build();
    }

    /** An event of the type {@code order.created} from {@code /shop}. */
    public static StoredEvent order(String id) {
        return StoredEvent.of(event(id, "/shop", "order.created", "{\"order\":1}"));
    }

    /** What the operator says of a function {@code shop/<name>}. */
    public static ManagementEvent said(Kind kind, String name, String resourceVersion) {
        return new ManagementEvent(kind, function(name, resourceVersion, "order.created"));
    }

    /** A function {@code shop/<name>} that wants a topic. */
    public static FunctionResource function(String name, String resourceVersion, String topic) {
        return FunctionResource.of(
                json(
                        """
                        {"apiVersion": "justfaas.com/v1alpha1", "kind": "Function",
                         "metadata": {"namespace": "shop", "name": "%s", "uid": "uid-of-%s",
                          "resourceVersion": "%s", "generation": 1,
                          "annotations": {"justfaas.com/event-type": "%s"}}}
                        """
                                .formatted(name, name, resourceVersion, topic)));
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
