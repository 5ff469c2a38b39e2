package com.justfaas.router.http;

import io.javalin.http.Context;
import io.javalin.router.ParsedEndpoint;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The paths of the routes, such as {@code /letters/{id}}. A request is for the most specific path
 * that matches, whatever its method, as OpenAPI has it: {@code DELETE /letters/redrive} is not
 * {@code DELETE /letters/{id}} where there is a {@code POST /letters/redrive}. Javalin by itself
 * takes the first route whose method matches, too.
 */
final class RoutePaths {

    private final Supplier<List<ParsedEndpoint>> endpoints;

    /**
     * @param endpoints of this door, without those that are no routes
     */
    RoutePaths(Supplier<List<ParsedEndpoint>> endpoints) {
        this.endpoints = endpoints;
    }

    /** The path that a request is for; empty when none matches. */
    Optional<String> of(Context ctx) {
        String path = ctx.path();
        return endpoints.get().stream()
                .filter(endpoint -> endpoint.matches(path))
                .map(endpoint -> endpoint.endpoint.path)
                .min(Comparator.comparing(RoutePaths::parameters));
    }

    /** The methods of the routes at this path. */
    List<String> methods(String path) {
        return endpoints.get().stream()
                .filter(endpoint -> endpoint.endpoint.path.equals(path))
                .map(endpoint -> endpoint.endpoint.method.name())
                .sorted()
                .toList();
    }

    /** For each segment 0 when it is fixed and 1 when it is a parameter: least is most specific. */
    private static String parameters(String path) {
        return Stream.of(path.split("/"))
                .map(segment -> segment.startsWith("{") ? "1" : "0")
                .collect(Collectors.joining());
    }
}
