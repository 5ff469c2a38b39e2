package com.justfaas.router.binding;

import com.justfaas.events.Names;
import com.justfaas.events.codec.AttributeRules;
import com.justfaas.events.codec.AttributeText;
import com.justfaas.events.codec.MalformedEventException;
import com.justfaas.events.codec.NatsEvents;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.v1.CloudEventV1;
import java.util.HashMap;
import java.util.Map;

/** CloudEvents in binary mode: HTTP binding, section 3.1. */
final class BinaryModeEvents {

    private static final String DATA_CONTENT_TYPE =
            Names.Headers.CE_PREFIX + CloudEventV1.DATACONTENTTYPE;

    private BinaryModeEvents() {}

    /**
     * The event of a message.
     *
     * @throws MalformedEventException naming the header that is wrong
     */
    static CloudEvent read(EventMessage message) {
        MessageHeaders headers = message.headers();
        Map<String, String> attributes = new HashMap<>();
        for (String header : headers.names()) {
            if (header.equals(DATA_CONTENT_TYPE)) {
                throw new MalformedEventException(
                        header, "must not be there; the header Content-Type says it");
            }
            if (header.startsWith(Names.Headers.CE_PREFIX)) {
                attributes.put(
                        header.substring(Names.Headers.CE_PREFIX.length()),
                        AttributeText.decode(header, headers.text(header).orElse("")));
            }
        }
        headers.text(Names.Headers.CONTENT_TYPE)
                .map(type -> AttributeRules.check(Names.Headers.CONTENT_TYPE, type))
                .ifPresent(type -> attributes.put(CloudEventV1.DATACONTENTTYPE, type));
        return NatsEvents.fromAttributes(attributes, Names.Headers.CE_PREFIX, message.body());
    }
}
