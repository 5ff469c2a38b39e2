package com.justfaas.router.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.router.ParsedEndpoint;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which methods a path has. A request is for the most specific path that matches, whatever its
 * method, as OpenAPI has it: {@code DELETE /letters/redrive} is not {@code DELETE /letters/{id}}
 * where there is a {@code POST /letters/redrive}. Javalin by itself takes the first route whose
 * method matches, too.
 */
final class MethodRule implements Handler {

    private final Supplier<List<ParsedEndpoint>> endpoints;

    /**
     * @param endpoints of this door, without those that are no routes
     */
    MethodRule(Supplier<List<ParsedEndpoint>> endpoints) {
        this.endpoints = endpoints;
    }

    /** Runs before the routes. A path that matches none of them is left to Javalin: 404. */
    @Override
    public void handle(Context ctx) {
        String path = ctx.path();
        matching(path)
                .map(endpoint -> endpoint.endpoint.path)
                .min(Comparator.comparing(MethodRule::parameters))
                .ifPresent(template -> check(ctx, template));
    }

    private Stream<ParsedEndpoint> matching(String path) {
        return endpoints.get().stream().filter(endpoint -> endpoint.matches(path));
    }

    private void check(Context ctx, String template) {
        List<String> allowed =
                endpoints.get().stream()
                        .filter(endpoint -> endpoint.endpoint.path.equals(template))
                        .map(endpoint -> endpoint.endpoint.method.name())
                        .sorted()
                        .toList();
        HandlerType method = ctx.method();
        if (!allowed.contains(route(method).name())) {
            String methods = String.join(", ", allowed);
            throw new RefusedException(
                    Problem.ofStatus(
                                    405,
                                    "%s %s: this path has %s"
                                            .formatted(method.name(), ctx.path(), methods))
                            .withHeader("Allow", methods));
        }
    }

    /** The method of the route that serves it: Javalin has HEAD served by GET. */
    static HandlerType route(HandlerType method) {
        return method.equals(HandlerType.HEAD) ? HandlerType.GET : method;
    }

    /** For each segment 0 when it is fixed and 1 when it is a parameter: least is most specific. */
    private static String parameters(String template) {
        return Stream.of(template.split("/"))
                .map(segment -> segment.startsWith("{") ? "1" : "0")
                .collect(Collectors.joining());
    }
}
