package com.justfaas.operator;

import static java.util.Objects.requireNonNull;

import com.justfaas.testkit.Fuzzing;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Specs made up after a definition's schema, most of them as it wants them, with odd values. */
final class OldSpecs {

    private static final int RARELY = 40;
    private static final List<String> TEXTS =
            List.of(
                    "",
                    " ",
                    "nginx",
                    "registry.example:5000/shop/checkout:1.4",
                    "SHOP.example.com",
                    "*.example.com",
                    "Shop!",
                    "a b",
                    "é日本",
                    "-",
                    "=",
                    "..",
                    "/(.*)",
                    "\u0007\n",
                    "null",
                    "true",
                    "8080",
                    "ClusterIssuer",
                    "x".repeat(300),
                    "y.".repeat(20_000));
    private static final List<Number> NUMBERS =
            List.of(
                    8080,
                    8080.0,
                    8080.5,
                    1,
                    0,
                    -1,
                    65535,
                    65536,
                    99999,
                    0.1,
                    1e30,
                    -1e300,
                    Long.MAX_VALUE,
                    Long.MIN_VALUE);

    private final JSONSchemaProps schema;
    private final Fuzzing fuzzing;

    OldSpecs(CustomResourceDefinition definition, Fuzzing fuzzing) {
        JSONSchemaProps root =
                definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
        this.schema = requireNonNull(root.getProperties().get("spec"));
        this.fuzzing = fuzzing;
    }

    Fuzzing fuzzing() {
        return fuzzing;
    }

    Object next() {
        return object(schema);
    }

    private @Nullable Object value(JSONSchemaProps schema) {
        if (fuzzing.oneIn(RARELY)) {
            return null;
        }
        return switch (fuzzing.oneIn(2 * RARELY) ? "any" : schema.getType()) {
            case "object" -> object(schema);
            case "array" -> array(schema.getItems().getSchema());
            case "string" -> fuzzing.oneOf(TEXTS);
            case "number" -> fuzzing.oneOf(NUMBERS);
            case "boolean" -> fuzzing.oneIn(2);
            default -> anything();
        };
    }

    private Map<String, @Nullable Object> object(JSONSchemaProps schema) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        schema.getProperties()
                .forEach(
                        (name, property) -> {
                            boolean required = schema.getRequired().contains(name);
                            if (required ? !fuzzing.oneIn(RARELY) : fuzzing.oneIn(2)) {
                                object.put(name, value(property));
                            }
                        });
        if (fuzzing.oneIn(4)) {
            object.put("unknownField", anything());
        }
        return object;
    }

    private List<@Nullable Object> array(JSONSchemaProps items) {
        List<@Nullable Object> array = new ArrayList<>();
        for (int i = fuzzing.random().nextInt(4); i > 0; i--) {
            array.add(value(items));
        }
        return array;
    }

    private Object anything() {
        return fuzzing.oneOf(
                List.<Object>of("text", 1, 0.5, true, List.of(1, "a"), Map.of("deep", List.of())));
    }
}
