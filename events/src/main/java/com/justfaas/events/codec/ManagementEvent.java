package com.justfaas.events.codec;

import com.justfaas.events.EventTypes;
import com.justfaas.events.FunctionName;
import com.justfaas.events.Payload;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * What the operator says of a function.
 *
 * @param kind what happened to it
 * @param resource the function as it was then
 */
public record ManagementEvent(Kind kind, FunctionResource resource) {

    /** What can happen to a function. */
    public enum Kind {
        ADDED(EventTypes.FUNCTION_ADDED),
        MODIFIED(EventTypes.FUNCTION_MODIFIED),
        DELETED(EventTypes.FUNCTION_DELETED);

        private final String type;

        Kind(String type) {
            this.type = type;
        }

        /** The event's type. */
        public String type() {
            return type;
        }
    }

    public FunctionName function() {
        return resource.function();
    }

    /** As a CloudEvent; its id is the same for the same fact, whoever states it. */
    public CloudEvent toCloudEvent(Instant now) {
        return CloudEventBuilder.v1()
                .withId(
                        "%s/%s/%s"
                                .formatted(
                                        resource.uid(),
                                        resource.resourceVersion(),
                                        kind.name().toLowerCase(java.util.Locale.ROOT)))
                .withSource(
                        URI.create(
                                "/apis/justfaas.com/v1alpha1/namespaces/%s/functions/%s"
                                        .formatted(function().namespace(), function().name())))
                .withType(kind.type())
                .withTime(now.atOffset(ZoneOffset.UTC))
                .withDataContentType("application/json")
                .withData(resource.toPayload().bytes())
                .build();
    }

    /**
     * Reads one from a stored event.
     *
     * @throws MalformedEventException when its type or its data is none
     */
    public static ManagementEvent of(CloudEvent event) {
        for (Kind kind : Kind.values()) {
            if (kind.type.equals(event.getType())) {
                var data = event.getData();
                return new ManagementEvent(
                        kind,
                        FunctionResource.read(
                                data == null ? Payload.EMPTY : Payload.of(data.toBytes())));
            }
        }
        throw new MalformedEventException(
                "ce-type", "is \"%s\", which is no management event".formatted(event.getType()));
    }
}
