package com.justfaas.events.codec;

import com.justfaas.events.EventTypes;
import com.justfaas.events.Names;
import com.justfaas.events.Payload;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.v1.CloudEventV1;
import io.cloudevents.rw.CloudEventRWException;
import io.nats.client.impl.Headers;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Events in NATS messages, as the CloudEvents NATS binding says: written in binary mode, read in
 * binary mode, structured mode and bare. Header names are written in lower case and read ignoring
 * case.
 */
public final class NatsEvents {

    private static final Set<String> CONTEXT_ATTRIBUTES =
            Set.copyOf(SpecVersion.V1.getAllAttributes());
    private static final String CONTENT_TYPE = "content-type";
    private static final String STRUCTURED = "application/cloudevents";

    private NatsEvents() {}

    /** The headers of a message whose payload is the event's data. */
    public static Headers headers(StoredEvent stored) {
        Headers headers = new Headers();
        AttributeTexts.forEach(
                stored.event(), (name, text) -> headers.put(Names.Headers.CE_PREFIX + name, text));
        stored.callback()
                .ifPresent(
                        url ->
                                headers.put(
                                        Names.Headers.WEBHOOK_URL, AttributeText.encodeUrl(url)));
        return headers;
    }

    /**
     * Reads a message.
     *
     * @param subject names the type of a bare message
     * @param sequence names a bare message
     * @throws MalformedEventException when the headers or the body claim to be a CloudEvent and are
     *     not
     */
    public static StoredEvent read(
            String subject, @Nullable Headers headers, Payload data, long sequence) {
        Map<String, String> lower = lowerCase(headers);
        String contentType = lower.get(CONTENT_TYPE);
        String webhookUrl = lower.get(Names.Headers.WEBHOOK_URL.toLowerCase(Locale.ROOT));
        CloudEvent event;
        if (isStructured(contentType)) {
            event = JsonEvents.readOne(data);
        } else if (lower.keySet().stream().anyMatch(n -> n.startsWith(Names.Headers.CE_PREFIX))) {
            event = binary(lower, data);
        } else {
            event = bare(subject, contentType, data, sequence);
        }
        return new StoredEvent(event, webhookUrl);
    }

    /** Whether all of the event is in the payload. */
    public static boolean isStructured(@Nullable Headers headers) {
        return headers != null
                && headers.entrySet().stream()
                        .filter(header -> header.getKey().equalsIgnoreCase(CONTENT_TYPE))
                        .anyMatch(header -> isStructured(header.getValue().getFirst()));
    }

    private static boolean isStructured(@Nullable String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(STRUCTURED);
    }

    private static Map<String, String> lowerCase(@Nullable Headers headers) {
        Map<String, String> lower = new HashMap<>();
        if (headers != null) {
            headers.forEach(
                    (name, values) -> lower.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        }
        return lower;
    }

    private static CloudEvent binary(Map<String, String> headers, Payload data) {
        Map<String, String> attributes = new HashMap<>();
        headers.forEach(
                (header, value) -> {
                    if (header.startsWith(Names.Headers.CE_PREFIX)) {
                        attributes.put(
                                header.substring(Names.Headers.CE_PREFIX.length()),
                                AttributeText.decode(header, value));
                    }
                });
        return fromAttributes(attributes, Names.Headers.CE_PREFIX, data);
    }

    /**
     * An event from its attributes as text.
     *
     * @param prefix stands before an attribute's name in an error, such as {@code ce-}
     * @throws MalformedEventException when an attribute is missing, wrong or not allowed
     */
    public static CloudEvent fromAttributes(
            Map<String, String> attributes, String prefix, Payload data) {
        String version = attributes.get(CloudEventV1.SPECVERSION);
        if (!SpecVersion.V1.toString().equals(version)) {
            throw new MalformedEventException(
                    prefix + CloudEventV1.SPECVERSION,
                    version == null
                            ? "is missing; it is 1.0"
                            : "is \"%s\"; only 1.0 is understood".formatted(version));
        }
        for (String required :
                new String[] {CloudEventV1.ID, CloudEventV1.SOURCE, CloudEventV1.TYPE}) {
            if (!attributes.containsKey(required)) {
                throw new MalformedEventException(prefix + required, "is missing");
            }
        }
        CloudEventBuilder builder = CloudEventBuilder.v1();
        attributes.forEach((name, value) -> set(builder, prefix + name, name, value));
        if (!data.isEmpty()) {
            builder.withData(data.bytes());
        }
        return builder.build();
    }

    private static void set(CloudEventBuilder builder, String where, String name, String value) {
        if (name.equals(CloudEventV1.SPECVERSION)) {
            return;
        }
        AttributeRules.checkName(where, name);
        if (name.equals(CloudEventV1.TYPE)) {
            AttributeRules.checkType(where, value);
        } else if (name.equals(Names.Attributes.HOPS)) {
            Hops.check(where, value);
        } else if (!value.isEmpty() || isContextAttribute(name)) {
            AttributeRules.check(where, value);
        }
        try {
            if (isContextAttribute(name)) {
                builder.withContextAttribute(name, value);
            } else {
                builder.withExtension(name, value);
            }
        } catch (CloudEventRWException | IllegalArgumentException e) {
            throw new MalformedEventException(where, "is not what its name promises: " + value, e);
        }
    }

    private static boolean isContextAttribute(String name) {
        return CONTEXT_ATTRIBUTES.contains(name);
    }

    private static CloudEvent bare(
            String subject, @Nullable String contentType, Payload data, long sequence) {
        Optional<String> named = Names.Subjects.typeOfEvent(subject);
        String type =
                named.orElseGet(
                        () ->
                                Names.Subjects.functionOfInvoked(subject).isPresent()
                                        ? EventTypes.FUNCTION_INVOKED
                                        : subject);
        CloudEventBuilder builder =
                CloudEventBuilder.v1()
                        .withId(Long.toString(sequence))
                        .withSource(source(subject))
                        .withType(AttributeRules.checkType("the type in the subject", type));
        String dataContentType =
                contentType == null && looksLikeJson(data) ? "application/json" : contentType;
        if (dataContentType != null) {
            builder.withDataContentType(AttributeRules.check("Content-Type", dataContentType));
        }
        if (!data.isEmpty()) {
            builder.withData(data.bytes());
        }
        return builder.build();
    }

    private static URI source(String subject) {
        try {
            return URI.create(new URI("nats", subject, null).toASCIIString());
        } catch (URISyntaxException e) {
            throw new MalformedEventException("the subject", "cannot be part of a URI", e);
        }
    }

    private static boolean looksLikeJson(Payload data) {
        for (byte b : data.bytes()) {
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return b == '{' || b == '[';
            }
        }
        return false;
    }
}
