package com.justfaas.router.ingress;

import com.justfaas.events.Names;
import com.justfaas.events.codec.AttributeRules;
import com.justfaas.events.codec.MalformedEventException;
import com.justfaas.router.binding.EventMessage;
import com.justfaas.router.binding.MessageHeaders;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.ZoneOffset;

/** Events in {@code X-Event-*} headers: the mode that needs no CloudEvents library. */
final class HeaderModeEvents {

    private static final String DEFAULT_SOURCE = "/apis/events";

    private HeaderModeEvents() {}

    /**
     * The event of a request whose type is known to be there.
     *
     * @param randomId stands in for an id that the sender did not give
     * @throws MalformedEventException naming the header that is wrong
     */
    static CloudEvent read(EventMessage request, String randomId, Instant now) {
        MessageHeaders headers = request.headers();
        CloudEventBuilder event =
                CloudEventBuilder.v1()
                        .withId(
                                AttributeRules.check(
                                        Names.Headers.EVENT_ID,
                                        headers.text(Names.Headers.EVENT_ID).orElse(randomId)))
                        .withSource(source(headers))
                        .withType(
                                AttributeRules.checkType(
                                        Names.Headers.EVENT_TYPE,
                                        headers.text(Names.Headers.EVENT_TYPE).orElse("")))
                        .withTime(now.atOffset(ZoneOffset.UTC));
        headers.text(Names.Headers.CONTENT_TYPE)
                .map(type -> AttributeRules.check(Names.Headers.CONTENT_TYPE, type))
                .ifPresent(event::withDataContentType);
        if (!request.body().isEmpty()) {
            event.withData(request.body().bytes());
        }
        return event.build();
    }

    private static URI source(MessageHeaders headers) {
        String source =
                AttributeRules.check(
                        Names.Headers.EVENT_SOURCE,
                        headers.text(Names.Headers.EVENT_SOURCE).orElse(DEFAULT_SOURCE));
        try {
            return new URI(source);
        } catch (URISyntaxException e) {
            throw new MalformedEventException(
                    Names.Headers.EVENT_SOURCE,
                    "is no URI reference; write it like https://shop.example/orders or /orders",
                    e);
        }
    }
}
