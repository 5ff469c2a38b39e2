package com.justfaas.events.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.justfaas.events.FunctionName;
import com.justfaas.events.Payload;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the gateway's FunctionCall: PascalCase JSON, its member names read ignoring case. */
public final class FunctionCalls {

    private static final String DEFAULT_NAMESPACE = "default";

    /** RFC 9110 section 5.6.2, token; empty stands for none. */
    private static final Pattern METHOD = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]*");

    private FunctionCalls() {}

    /**
     * Reads a call.
     *
     * @throws MalformedEventException naming the JSON pointer of what is wrong
     */
    public static FunctionCall read(Payload body) {
        JsonNode call = JsonEvents.parse(body);
        if (!call.isObject()) {
            throw new MalformedEventException(
                    MalformedEventException.DOCUMENT, "is not a JSON object");
        }
        String name = text(call, "Name");
        if (name == null || name.isBlank()) {
            throw new MalformedEventException("/Name", "is missing; it names the function to call");
        }
        String namespace = text(call, "Namespace");
        return new FunctionCall(
                new FunctionName(
                        namespace == null || namespace.isEmpty() ? DEFAULT_NAMESPACE : namespace,
                        name),
                strings(call, "Arguments"),
                metadata(call),
                content(call),
                text(call, "ContentType"));
    }

    private static @Nullable JsonNode member(JsonNode call, String name) {
        JsonNode exact = call.get(name);
        if (exact != null) {
            return exact.isNull() ? null : exact;
        }
        for (Map.Entry<String, JsonNode> field : call.properties()) {
            if (field.getKey().equalsIgnoreCase(name)) {
                return field.getValue().isNull() ? null : field.getValue();
            }
        }
        return null;
    }

    private static @Nullable String text(JsonNode call, String name) {
        JsonNode value = member(call, name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw new MalformedEventException("/" + name, "is not a string");
        }
        return value.textValue();
    }

    private static Map<String, String> strings(JsonNode call, String name) {
        JsonNode object = member(call, name);
        if (object == null) {
            return Map.of();
        }
        if (!object.isObject()) {
            throw new MalformedEventException("/" + name, "is not an object of strings");
        }
        Map<String, String> strings = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            JsonNode value = field.getValue();
            if (!value.isTextual() && !value.isNull()) {
                throw new MalformedEventException(
                        "/" + name + "/" + JsonEvents.pointer(field.getKey()), "is not a string");
            }
            strings.put(field.getKey(), value.isNull() ? "" : value.textValue());
        }
        return strings;
    }

    private static Map<String, String> metadata(JsonNode call) {
        Map<String, String> metadata = strings(call, "Metadata");
        String method = metadata.getOrDefault(FunctionCall.METHOD, "POST");
        if (!METHOD.matcher(method).matches() || method.equalsIgnoreCase("CONNECT")) {
            throw new MalformedEventException(
                    "/Metadata/" + FunctionCall.METHOD,
                    "is no method that a function can be called with; write it like POST or GET");
        }
        return metadata;
    }

    private static Payload content(JsonNode call) {
        JsonNode content = member(call, "Content");
        if (content == null) {
            return Payload.EMPTY;
        }
        if (content.isTextual()) {
            try {
                return Payload.of(content.binaryValue());
            } catch (IOException e) {
                throw new MalformedEventException("/Content", "is a string that is not base64", e);
            }
        }
        if (!content.isArray()) {
            throw new MalformedEventException(
                    "/Content", "is neither an array of byte values nor a base64 string");
        }
        byte[] bytes = new byte[content.size()];
        for (int i = 0; i < bytes.length; i++) {
            JsonNode value = content.get(i);
            if (!value.isInt() || value.intValue() < 0 || value.intValue() > 255) {
                throw new MalformedEventException(
                        "/Content/" + i, "is not a byte value from 0 to 255");
            }
            bytes[i] = (byte) value.intValue();
        }
        return Payload.of(bytes);
    }
}
