package com.justfaas.events.filter;

import com.justfaas.events.filter.FilterVerdict.Passes;
import com.justfaas.events.filter.FilterVerdict.Refuses;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Locale;

/** An order as a CloudEvent with most of what an attribute can be. */
final class SampleEvents {

    static final CloudEvent ORDER =
            CloudEventBuilder.v1()
                    .withId("17")
                    .withSource(URI.create("/shop"))
                    .withType("order.created")
                    .withSubject("order-17")
                    .withTime(OffsetDateTime.parse("2026-11-24T12:00:00Z"))
                    .withDataContentType("application/json")
                    .withData("{\"region\": \"us\"}".getBytes(StandardCharsets.UTF_8))
                    .withExtension("region", "eu")
                    .withExtension("priority", "7")
                    .withExtension("vip", "true")
                    .withExtension("discount", "100%")
                    .withExtension("customer", "Zoë \uD83D\uDE00")
                    .withExtension("x1", "b")
                    .build();

    private SampleEvents() {}

    /** {@code passes}, {@code false}, {@code error} or {@code unreadable}. */
    static String ask(String expression, CloudEvent event) {
        return switch (EventFilter.of(expression).verdict(event)) {
            case Passes _ -> "passes";
            case Refuses refuses -> refuses.cause().name().toLowerCase(Locale.ROOT);
        };
    }

    static String whyNot(String expression) {
        return EventFilter.of(expression).verdict(ORDER) instanceof Refuses refuses
                ? refuses.why()
                : "";
    }
}
