package com.justfaas.router.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes values up: as a schema has them, or near that, or anything. */
final class Values {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEEPEST = 4;
    private static final List<String> TEXTS =
            List.of(
                    "",
                    " ",
                    "0",
                    "1",
                    "7",
                    "00",
                    "-1",
                    "1.5",
                    "500",
                    "501",
                    "1e3",
                    "true",
                    "false",
                    "True",
                    "null",
                    "order.created",
                    "order.rejected",
                    "com.justfaas.x",
                    "com.justfaas.function.invoked",
                    "shop",
                    "picky",
                    "Rejected",
                    "rejected",
                    "a/b",
                    "/shop",
                    "https://shop.example/hook",
                    "http://10.0.0.1/",
                    "function://shop/audit",
                    "ftp://x",
                    "é",
                    "日本",
                    "%41",
                    "a b",
                    "*",
                    ">",
                    "..",
                    "2026-11-26T08:00:00Z",
                    "1.0",
                    "999999999999999999",
                    "9999999999999999999",
                    "\u0007",
                    "x".repeat(257),
                    "x".repeat(1025));

    private final SplittableRandom random;

    Values(SplittableRandom random) {
        this.random = random;
    }

    String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    /** Any JSON at all. */
    JsonNode any(int depth) {
        return switch (random.nextInt(depth >= DEEPEST ? 6 : 8)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> JSON.numberNode(random.nextInt(-2, 600));
            case 3 -> JSON.numberNode(random.nextDouble() * 1e20);
            case 4, 5 -> JSON.textNode(text());
            case 6 -> {
                ArrayNode array = JSON.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(any(depth + 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = JSON.objectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set(text(), any(depth + 1));
                }
                yield object;
            }
        };
    }

    /** A value after the schema that lies there; patterns and formats are left to luck. */
    JsonNode after(ApiDescription api, String pointer) {
        String at = api.followed(pointer);
        JsonNode schema = api.at(at);
        if (schema.has("example") && random.nextInt(3) > 0) {
            return schema.path("example");
        }
        if (schema.has("const")) {
            return schema.path("const");
        }
        if (schema.has("enum")) {
            return schema.path("enum").get(random.nextInt(schema.path("enum").size()));
        }
        for (String choice : List.of("anyOf", "oneOf")) {
            if (schema.has(choice)) {
                return after(
                        api, at + "/" + choice + "/" + random.nextInt(schema.path(choice).size()));
            }
        }
        return switch (type(schema.path("type"))) {
            case "object" -> object(api, at, schema);
            case "array" -> array(api, at, schema);
            case "integer" ->
                    JSON.numberNode(
                            random.nextInt(
                                    schema.path("minimum").asInt(-3),
                                    schema.path("maximum").asInt(600) + 1));
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "null" -> JSON.nullNode();
            case "string" -> JSON.textNode(text());
            default -> any(1);
        };
    }

    private String type(JsonNode type) {
        return type.isArray() ? type.get(random.nextInt(type.size())).asText() : type.asText();
    }

    private ObjectNode object(ApiDescription api, String at, JsonNode schema) {
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        ObjectNode object = JSON.objectNode();
        schema.path("properties")
                .fieldNames()
                .forEachRemaining(
                        name -> {
                            if (required.contains(name) || random.nextInt(3) == 0) {
                                object.set(name, after(api, at + "/properties/" + name));
                            }
                        });
        return object;
    }

    private ArrayNode array(ApiDescription api, String at, JsonNode schema) {
        ArrayNode array = JSON.arrayNode();
        int least = schema.path("minItems").asInt(0);
        for (int i = random.nextInt(least, least + 4); i > 0; i--) {
            array.add(schema.has("items") ? after(api, at + "/items") : any(1));
        }
        return array;
    }

    /** The same with one thing changed, somewhere. */
    JsonNode broken(JsonNode value) {
        if (value instanceof ObjectNode object && !object.isEmpty() && random.nextInt(4) > 0) {
            ObjectNode copy = object.deepCopy();
            List<String> names = new ArrayList<>();
            copy.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            switch (random.nextInt(3)) {
                case 0 -> copy.remove(name);
                case 1 -> copy.set(text(), any(1));
                default -> copy.set(name, broken(copy.get(name)));
            }
            return copy;
        }
        if (value instanceof ArrayNode array && !array.isEmpty() && random.nextInt(4) > 0) {
            ArrayNode copy = array.deepCopy();
            int at = random.nextInt(copy.size());
            return copy.set(at, broken(copy.get(at)));
        }
        return any(0);
    }
}
