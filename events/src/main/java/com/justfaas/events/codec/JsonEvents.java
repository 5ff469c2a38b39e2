package com.justfaas.events.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.justfaas.events.Payload;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events in the CloudEvents JSON format. Attributes are read here, by the same rules as those of
 * headers, and not by the SDK's JsonFormat, which accepts an empty type and an extension named
 * {@code data}.
 */
public final class JsonEvents {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonEvents() {}

    /**
     * Reads one event in structured mode.
     *
     * @throws MalformedEventException naming the JSON pointer of what is wrong
     */
    public static CloudEvent readOne(Payload body) {
        return read(parse(body), "");
    }

    /** The body as JSON. */
    static JsonNode parse(Payload body) {
        try {
            JsonNode node = JSON.readTree(body.bytes());
            if (node == null || node.isMissingNode()) {
                throw new MalformedEventException("/", "is empty; it takes a JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new MalformedEventException("/", "is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new MalformedEventException("/", "is not JSON", e);
        }
    }

    /** Reads the event at a place of the body; {@code at} is the JSON pointer of that place. */
    static CloudEvent read(JsonNode node, String at) {
        if (!node.isObject()) {
            throw new MalformedEventException(at.isEmpty() ? "/" : at, "is not a JSON object");
        }
        Map<String, String> attributes = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name = field.getKey();
            if (name.equals("data") || name.equals("data_base64") || field.getValue().isNull()) {
                continue;
            }
            if (!field.getValue().isValueNode()) {
                throw new MalformedEventException(
                        at + "/" + name, "is not a string, a number or a boolean");
            }
            attributes.put(name, field.getValue().asText());
        }
        return NatsEvents.fromAttributes(attributes, at + "/", data(node, at));
    }

    private static Payload data(JsonNode node, String at) {
        JsonNode data = node.get("data");
        JsonNode base64 = node.get("data_base64");
        if (data != null && base64 != null) {
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

    /** JSON format 3.1: without a content type, data is JSON. */
    private static boolean isJson(@Nullable JsonNode contentType) {
        if (contentType == null || contentType.isNull()) {
            return true;
        }
        String type = contentType.asText().split(";", 2)[0].trim();
        return type.equalsIgnoreCase("application/json") || type.endsWith("+json");
    }
}
