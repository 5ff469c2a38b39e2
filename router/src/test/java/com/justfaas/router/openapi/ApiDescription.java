package com.justfaas.router.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.justfaas.router.openapi.Operation.Header;
import com.justfaas.router.openapi.Operation.Parameter;
import com.justfaas.router.openapi.Operation.Response;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** An OpenAPI document, read for its operations and schemas. */
public final class ApiDescription {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final String ID = "https://localhost/openapi.json";
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final JsonNode document;
    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new HashMap<>();

    public ApiDescription(String text) {
        document = read(text);
        registry =
                SchemaRegistry.withDialect(
                        Dialects.getOpenApi31(), builder -> builder.schemas(Map.of(ID, text)));
    }

    static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    public JsonNode document() {
        return document;
    }

    /** What is wrong with the document by the schema of OpenAPI 3.1; empty when it is right. */
    public List<String> mistakes() {
        SchemaRegistry openApi =
                SchemaRegistry.withDialect(
                        Dialects.getDraft202012(),
                        builder ->
                                builder.schemaIdResolvers(
                                        ids ->
                                                ids.mapPrefix(
                                                        "https://spec.openapis.org/",
                                                        "classpath:spec.openapis.org/")));
        return openApi
                .getSchema(
                        SchemaLocation.of(
                                "https://spec.openapis.org/oas/3.1/schema-base/2022-10-07"))
                .validate(document)
                .stream()
                .map(Object::toString)
                .toList();
    }

    /** What is wrong with a value by the schema that lies there. */
    public List<String> mistakes(JsonNode value, String schema) {
        return schemas
                .computeIfAbsent(schema, at -> registry.getSchema(SchemaLocation.of(ID + "#" + at)))
                .validate(
                        value,
                        context ->
                                context.executionConfig(
                                        config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(error -> "%s (%s)".formatted(error, error.getEvaluationPath()))
                .toList();
    }

    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            String at = "/paths/" + escape(path.getKey());
            for (String method : METHODS) {
                if (path.getValue().has(method)) {
                    operations.add(operation(method, path.getKey(), at));
                }
            }
        }
        return operations;
    }

    private Operation operation(String method, String path, String at) {
        String here = at + "/" + method;
        Map<Integer, Response> responses = new LinkedHashMap<>();
        at(here + "/responses")
                .fieldNames()
                .forEachRemaining(
                        status ->
                                responses.put(
                                        Integer.valueOf(status),
                                        response(followed(here + "/responses/" + status))));
        List<Parameter> parameters = new ArrayList<>(parameters(at + "/parameters"));
        parameters.addAll(parameters(here + "/parameters"));
        return new Operation(
                method.toUpperCase(Locale.ROOT),
                path,
                parameters,
                contents(followed(here + "/requestBody") + "/content"),
                responses);
    }

    private List<Parameter> parameters(String at) {
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < at(at).size(); i++) {
            String here = followed(at + "/" + i);
            JsonNode parameter = at(here);
            parameters.add(
                    new Parameter(
                            parameter.path("name").asText(),
                            parameter.path("in").asText(),
                            parameter.path("required").asBoolean(),
                            parameter.path("allowEmptyValue").asBoolean(),
                            here + "/schema",
                            examples(parameter)));
        }
        return parameters;
    }

    private static List<String> examples(JsonNode parameter) {
        return parameter.has("example")
                ? List.of(parameter.path("example").asText())
                : parameter.path("examples").findValuesAsText("value");
    }

    private Response response(String at) {
        Map<String, Header> headers = new LinkedHashMap<>();
        at(at + "/headers")
                .fieldNames()
                .forEachRemaining(
                        name -> {
                            String here = followed(at + "/headers/" + name);
                            headers.put(
                                    name,
                                    new Header(
                                            at(here).path("required").asBoolean(),
                                            here + "/schema"));
                        });
        return new Response(headers, contents(at + "/content"));
    }

    private Map<String, String> contents(String at) {
        Map<String, String> contents = new LinkedHashMap<>();
        at(at).fieldNames()
                .forEachRemaining(type -> contents.put(type, at + "/" + escape(type) + "/schema"));
        return contents;
    }

    /** What lies there; "missing" where nothing does. */
    JsonNode at(String pointer) {
        return document.at(JsonPointer.compile(pointer));
    }

    /** Where a reference leads that may lie there. */
    String followed(String pointer) {
        String at = pointer;
        while (at(at).has("$ref")) {
            at = at(at).path("$ref").asText().substring(1);
        }
        return at;
    }

    static String escape(String token) {
        return token.replace("~", "~0").replace("/", "~1");
    }
}
