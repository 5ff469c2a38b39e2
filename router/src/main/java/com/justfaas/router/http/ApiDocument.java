package com.justfaas.router.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Puts a door's OpenAPI 3.1 document together: the part that all doors share, the parts of its
 * routes, and the problems that they name, each with the types of {@link ProblemType} that its
 * status may have.
 */
final class ApiDocument {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ApiPart SHARED = new ApiPart(ApiDocument.class, "door.openapi.json");
    private static final String PROBLEM = "Problem";
    private static final String PROBLEM_REF = "#/components/responses/" + PROBLEM;
    private static final int FIRST_ERROR = 400;
    private static final int LAST_ERROR = 599;

    private ApiDocument() {}

    /**
     * The document.
     *
     * @param door as its threads are called, such as {@code ingress}
     */
    static ObjectNode of(String door, Collection<ApiPart> parts) {
        ObjectNode document = read(SHARED);
        ((ObjectNode) document.path("info")).put("title", "FaaS Events: " + door);
        for (ApiPart part : new LinkedHashSet<>(parts)) {
            add(document, read(part), part);
        }
        addRefusals(document);
        addProblems(document);
        return document;
    }

    private static ObjectNode read(ApiPart part) {
        try (InputStream resource = part.beside().getResourceAsStream(part.resource())) {
            return (ObjectNode) JSON.readTree(Objects.requireNonNull(resource, part::toString));
        } catch (IOException e) {
            throw new UncheckedIOException(part.toString(), e);
        }
    }

    /** One level deeper than the sections: a path, a schema, a response is in one part only. */
    private static void add(ObjectNode document, ObjectNode part, ApiPart source) {
        addAll((ObjectNode) document.path("paths"), part.path("paths"), source);
        part.path("components")
                .properties()
                .forEach(
                        section ->
                                addAll(
                                        document.withObjectProperty("components")
                                                .withObjectProperty(section.getKey()),
                                        section.getValue(),
                                        source));
    }

    private static void addAll(ObjectNode target, JsonNode more, ApiPart source) {
        more.properties()
                .forEach(
                        entry -> {
                            if (target.putIfAbsent(entry.getKey(), entry.getValue()) != null) {
                                throw new IllegalStateException(
                                        "%s: %s is described twice"
                                                .formatted(source, entry.getKey()));
                            }
                        });
    }

    /** Every route refuses what it does not declare. */
    private static void addRefusals(ObjectNode document) {
        for (JsonNode path : document.path("paths")) {
            for (JsonNode operation : path) {
                if (operation.get("responses") instanceof ObjectNode responses) {
                    responses.putIfAbsent(
                            "400", JSON.createObjectNode().put("$ref", PROBLEM_REF + "400"));
                }
            }
        }
    }

    /** {@code Problem400} and the like, as far as an operation names them. */
    private static void addProblems(ObjectNode document) {
        Collection<String> named = new TreeSet<>();
        document.findValuesAsText("$ref").stream()
                .filter(ref -> ref.startsWith(PROBLEM_REF))
                .forEach(ref -> named.add(ref.substring(PROBLEM_REF.length())));
        ObjectNode responses =
                document.withObjectProperty("components").withObjectProperty("responses");
        for (String status : named) {
            responses.set(PROBLEM + status, problem(Integer.parseInt(status)));
        }
    }

    private static ObjectNode problem(int status) {
        if (status < FIRST_ERROR || status > LAST_ERROR) {
            throw new IllegalStateException(status + " is no error");
        }
        List<ProblemType> types =
                Arrays.stream(ProblemType.values()).filter(t -> t.status() == status).toList();
        ObjectNode response = JSON.createObjectNode();
        response.put("description", HttpStatus.getMessage(status));
        if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
            response.withObjectProperty("headers")
                    .withObjectProperty("Retry-After")
                    .put("$ref", "#/components/headers/RetryAfter");
        }
        ArrayNode both =
                response.withObjectProperty("content")
                        .withObjectProperty(Problem.CONTENT_TYPE)
                        .withObjectProperty("schema")
                        .putArray("allOf");
        both.addObject().put("$ref", "#/components/schemas/" + PROBLEM);
        ObjectNode members = both.addObject().withObjectProperty("properties");
        members.withObjectProperty("status").put("const", status);
        ArrayNode kinds = members.withObjectProperty("type").putArray("oneOf");
        types.forEach(
                type ->
                        kinds.addObject()
                                .put("const", type.urn())
                                .put("title", type.title())
                                .put("description", type.when() + " " + type.remedy()));
        kinds.addObject()
                .put("const", "about:blank")
                .put("title", HttpStatus.getMessage(status))
                .put("description", "What the status says, and nothing more; see `detail`.");
        return response;
    }
}
