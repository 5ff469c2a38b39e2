package com.justfaas.events.codec;

import static com.justfaas.events.codec.MalformedEventException.DOCUMENT;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.justfaas.events.Payload;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.v1.CloudEventV1;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events in the CloudEvents JSON format. Attributes are read here, by the same rules as those of
 * headers, and not by the SDK's JsonFormat, which accepts an empty type and an extension named
 * {@code data}.
 */
public final class JsonEvents {

    /**
     * Numbers in data stay what the sender wrote: a double would round long ones. So do characters
     * beyond the first plane, which would be written as two escapes.
     */
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private JsonEvents() {}

    /**
     * Reads one event in structured mode.
     *
     * @throws MalformedEventException naming the JSON pointer of what is wrong
     */
    public static CloudEvent readOne(Payload body) {
        return read(parse(body), "");
    }

    /**
     * Reads the events of a batch, in order; there may be none.
     *
     * @throws MalformedEventException naming the JSON pointer of the first thing that is wrong
     */
    public static List<CloudEvent> readBatch(Payload body) {
        JsonNode batch = parse(body);
        if (!batch.isArray()) {
            throw new MalformedEventException(DOCUMENT, "is not a JSON array of events");
        }
        List<CloudEvent> events = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            events.add(read(batch.get(i), "/" + i));
        }
        return events;
    }

    /** The body as JSON. */
    static JsonNode parse(Payload body) {
        try {
            JsonNode node = JSON.readTree(body.bytes());
            if (node == null || node.isMissingNode()) {
                throw new MalformedEventException(DOCUMENT, "is empty; it takes a JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new MalformedEventException(DOCUMENT, "is not JSON: " + mistake(e), e);
        } catch (NumberFormatException e) {
            throw new MalformedEventException(DOCUMENT, "holds a number that nobody can read", e);
        } catch (IOException e) {
            throw new MalformedEventException(DOCUMENT, "is not JSON", e);
        }
    }

    /** In our own words: Jackson's name its classes and switches. */
    private static String mistake(JsonProcessingException e) {
        String mistake =
                switch (e) {
                    case JsonEOFException _ -> "it ends in the middle";
                    case StreamConstraintsException _ ->
                            "it is nested too deeply, or a name or number is too long";
                    case MismatchedInputException _ -> "something follows its end";
                    default -> "it cannot be read";
                };
        JsonLocation at = e.getLocation();
        return at == null
                ? mistake
                : "%s at line %d, column %d".formatted(mistake, at.getLineNr(), at.getColumnNr());
    }

    /** Reads the event at a place of the body; {@code at} is the JSON pointer of that place. */
    static CloudEvent read(JsonNode node, String at) {
        if (!node.isObject()) {
            throw new MalformedEventException(at, "is not a JSON object");
        }
        Map<String, String> attributes = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name = field.getKey();
            String where = at + "/" + pointer(name);
            if (name.equals("data") || name.equals("data_base64") || field.getValue().isNull()) {
                continue;
            }
            AttributeRules.checkName(where, name);
            attributes.put(name, text(where, name, field.getValue()));
        }
        if (node.hasNonNull("data")) {
            // without one it is JSON; said outright, since the stream's format implies nothing
            attributes.putIfAbsent(CloudEventV1.DATACONTENTTYPE, "application/json");
        }
        return NatsEvents.fromAttributes(attributes, at + "/", data(node, at));
    }

    /** JSON format 2.2: of the types that are no strings, only extensions may be. */
    private static String text(String where, String name, JsonNode value) {
        if (SpecVersion.V1.getAllAttributes().contains(name)) {
            if (!value.isTextual()) {
                throw new MalformedEventException(where, "is not a string");
            }
        } else if (!value.isTextual() && !value.isBoolean() && !value.isInt()) {
            throw new MalformedEventException(
                    where, "is not a string, a boolean or an integer of 32 bits");
        }
        return value.asText();
    }

    private static Payload data(JsonNode node, String at) {
        JsonNode data = node.get("data");
        JsonNode base64 = node.get("data_base64");
        if (data != null && base64 != null && !base64.isNull()) {
            throw new MalformedEventException(
                    at + "/data_base64", "stands beside data; an event has one of them");
        }
        try {
            if (base64 != null && !base64.isNull()) {
                if (!base64.isTextual()) {
                    throw new MalformedEventException(at + "/data_base64", "is not a string");
                }
                return Payload.of(base64.binaryValue());
            }
            if (data == null || data.isNull()) {
                return Payload.EMPTY;
            }
            return data.isTextual() && !isJson(node.get("datacontenttype"))
                    ? Payload.utf8(data.textValue())
                    : Payload.of(JSON.writeValueAsBytes(data));
        } catch (IOException e) {
            throw new MalformedEventException(at + "/data_base64", "is not base64", e);
        }
    }

    /** A member's name as part of a JSON pointer. */
    static String pointer(String member) {
        return member.replace("~", "~0").replace("/", "~1");
    }

    /** JSON format 3.1: without a content type, data is JSON. */
    private static boolean isJson(@Nullable JsonNode contentType) {
        if (contentType == null || contentType.isNull()) {
            return true;
        }
        String type = contentType.asText().split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        return type.endsWith("/json") || type.endsWith("+json");
    }
}
