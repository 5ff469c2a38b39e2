package com.justfaas.playground.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.justfaas.events.FunctionName;
import com.justfaas.playground.call.FunctionRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a request as the JSON that the gateway's async route posts. */
final class FunctionCalls {

    private static final String AUTHORIZATION = "Authorization";

    private final ObjectMapper json = new ObjectMapper();

    byte[] write(FunctionName function, FunctionRequest request) {
        ObjectNode call = json.createObjectNode();
        call.put("Name", function.name());
        call.put("Namespace", function.namespace());
        call.set("Arguments", arguments(request.query()));
        call.set("Metadata", metadata(request));
        call.set("Content", content(request.body().bytes()));
        call.put("ContentType", request.headers().first("Content-Type").orElse(null));
        try {
            return json.writeValueAsBytes(call);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that cannot be written", e);
        }
    }

    /** Decoded; the values of a repeated name are joined. */
    private ObjectNode arguments(String query) {
        ObjectNode arguments = json.createObjectNode();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                String before = arguments.path(name).asText(null);
                arguments.put(name, before == null ? value : before + "," + value);
            }
        }
        return arguments;
    }

    private ObjectNode metadata(FunctionRequest request) {
        ObjectNode metadata = json.createObjectNode();
        metadata.put("HTTP_METHOD", request.method());
        metadata.put("HTTP_PATH", request.path());
        request.headers()
                .values()
                .forEach((name, values) -> header(metadata, name, String.join(",", values)));
        request.headers()
                .values()
                .getOrDefault("Cookie", List.of())
                .forEach(cookies -> cookies(metadata, cookies));
        return metadata;
    }

    private static void header(ObjectNode metadata, String name, String value) {
        metadata.put("HTTP_HEADER_" + name, value);
        if (name.equalsIgnoreCase(AUTHORIZATION)) {
            metadata.put(AUTHORIZATION, value);
        }
    }

    private static void cookies(ObjectNode metadata, String cookies) {
        for (String cookie : cookies.split(";", -1)) {
            int equals = cookie.indexOf('=');
            if (equals > 0) {
                metadata.put(
                        "HTTP_COOKIE_" + cookie.substring(0, equals).trim(),
                        cookie.substring(equals + 1).trim());
            }
        }
    }

    private ArrayNode content(byte[] bytes) {
        ArrayNode content = json.createArrayNode();
        for (byte value : bytes) {
            content.add(Byte.toUnsignedInt(value));
        }
        return content;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }
}
