package com.justfaas.router.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.justfaas.events.Neighbours;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Refuses query parameters that a route's part of the OpenAPI document does not declare: ignored, a
 * misspelt filter would mean more than was wanted, and a misspelt dry run would store an event.
 */
final class DeclaredParameters implements Handler {

    private static final String BODY_LENGTH = "Content-Length";
    private static final String BODY_FRAMING = "Transfer-Encoding";

    private final RoutePaths paths;
    private final Supplier<? extends JsonNode> document;
    private volatile @Nullable Map<String, Set<String>> known;

    /**
     * @param document in which every route is described; read with the first query that comes
     */
    DeclaredParameters(RoutePaths paths, Supplier<? extends JsonNode> document) {
        this.paths = paths;
        this.document = document;
    }

    /** Runs after {@link MethodRule}. */
    @Override
    public void handle(Context ctx) {
        if (ctx.queryString() != null) {
            paths.of(ctx).ifPresent(path -> check(ctx, path));
        }
    }

    private void check(Context ctx, String path) {
        String route = ctx.method().name() + " " + path;
        Set<String> declared = known().getOrDefault(route, Set.of());
        for (String name : Query.of(ctx.req()).keySet()) {
            if (!declared.contains(name)) {
                Problem problem = unknown(name, declared);
                throw new RefusedException(hasBody(ctx) ? problem.closing() : problem);
            }
        }
    }

    private static Problem unknown(String name, Set<String> declared) {
        String shown = Problem.brief(name);
        String advice =
                Neighbours.nearest(name, declared)
                        .map("did you mean %s?"::formatted)
                        .orElseGet(
                                () ->
                                        declared.isEmpty()
                                                ? "there are no parameters"
                                                : (declared.size() == 1
                                                                ? "there is "
                                                                : "there are ")
                                                        + String.join(", ", declared));
        String mistake =
                "%s is not known here; %s"
                        .formatted(shown.isEmpty() ? "a parameter without a name" : shown, advice);
        return Problem.of(ProblemType.MALFORMED_PARAMETER, mistake)
                .with("errors", Map.of(shown, List.of(mistake)))
                .with("where", shown);
    }

    /** It is not read any more, and so the connection cannot go on. */
    private static boolean hasBody(Context ctx) {
        String length = ctx.header(BODY_LENGTH);
        return (length != null && !length.equals("0")) || ctx.header(BODY_FRAMING) != null;
    }

    private Map<String, Set<String>> known() {
        Map<String, Set<String>> read = known;
        if (read == null) {
            read = read(document.get());
            known = read;
        }
        return read;
    }

    /** By route, such as {@code GET /api/match}: the names of its parameters. */
    private static Map<String, Set<String>> read(JsonNode document) {
        Map<String, Set<String>> known = new HashMap<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                Set<String> names = new TreeSet<>();
                for (JsonNode parameter : operation.getValue().path("parameters")) {
                    if (parameter.path("in").asText().equals("query")) {
                        names.add(parameter.path("name").asText());
                    }
                }
                known.put(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), names);
            }
        }
        return Map.copyOf(known);
    }
}
