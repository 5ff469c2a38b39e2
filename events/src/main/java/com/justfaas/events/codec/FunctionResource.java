package com.justfaas.events.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.justfaas.events.FunctionName;
import com.justfaas.events.Payload;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Function as management events carry it: {@code apiVersion}, {@code kind} and {@code metadata}.
 * Never its spec or status; so also without {@code managedFields}, and without the annotation in
 * which kubectl repeats the spec, secrets in {@code env} included.
 */
public final class FunctionResource {

    private static final String METADATA = "metadata";
    private static final String ANNOTATIONS = "annotations";
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    private final ObjectNode json;
    private final FunctionName function;
    private final Map<String, String> annotations;

    private FunctionResource(ObjectNode json) {
        JsonNode metadata = json.path(METADATA);
        this.json = json;
        this.function =
                new FunctionName(required(metadata, "namespace"), required(metadata, "name"));
        required(metadata, "uid");
        Map<String, String> values = new LinkedHashMap<>();
        metadata.path(ANNOTATIONS)
                .properties()
                .forEach(field -> values.put(field.getKey(), field.getValue().asText()));
        this.annotations = Map.copyOf(values);
    }

    /**
     * The part of a resource that travels.
     *
     * @throws MalformedEventException when it has no namespace, name or uid
     */
    public static FunctionResource of(JsonNode resource) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (String member : List.of("apiVersion", "kind")) {
            if (resource.has(member)) {
                json.set(member, resource.get(member));
            }
        }
        if (!(resource.path(METADATA) instanceof ObjectNode original)) {
            throw new MalformedEventException("/metadata", "is missing");
        }
        ObjectNode metadata = original.deepCopy();
        metadata.remove("managedFields");
        if (metadata.get(ANNOTATIONS) instanceof ObjectNode values) {
            values.remove(LAST_APPLIED);
            if (values.isEmpty()) {
                // as if there had been none: that kubectl applied it is nothing new to say
                metadata.remove(ANNOTATIONS);
            }
        }
        json.set(METADATA, metadata);
        return new FunctionResource(json);
    }

    /** Reads what {@link #toPayload} wrote, or somebody else did. */
    public static FunctionResource read(Payload data) {
        return of(JsonEvents.parse(data));
    }

    public FunctionName function() {
        return function;
    }

    /** Tells a function from an earlier one of the same name. */
    public String uid() {
        return json.path(METADATA).path("uid").asText();
    }

    public String resourceVersion() {
        return json.path(METADATA).path("resourceVersion").asText();
    }

    public Map<String, String> annotations() {
        return annotations;
    }

    /**
     * Hexadecimal SHA-256 of all but the resource version: equal exactly when there is nothing new
     * to say. A status update changes the resource version only.
     */
    public String digest() {
        ObjectNode copy = json.deepCopy();
        ((ObjectNode) copy.path(METADATA)).remove("resourceVersion");
        try {
            Object sorted = JSON.treeToValue(copy, Object.class);
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(JSON.writeValueAsBytes(sorted)));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("cannot digest " + function, e);
        }
    }

    public Payload toPayload() {
        return Payload.of(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String required(JsonNode metadata, String name) {
        String value = metadata.path(name).asText("");
        if (value.isEmpty()) {
            throw new MalformedEventException("/metadata/" + name, "is missing");
        }
        return value;
    }

    @Override
    public String toString() {
        return "%s (uid %s, resourceVersion %s)".formatted(function, uid(), resourceVersion());
    }
}
