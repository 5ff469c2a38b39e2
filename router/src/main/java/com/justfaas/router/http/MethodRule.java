package com.justfaas.router.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;

/** Refuses methods that a path does not have. */
final class MethodRule implements Handler {

    private final RoutePaths paths;

    MethodRule(RoutePaths paths) {
        this.paths = paths;
    }

    /** Runs before the routes. A path that matches none of them is left to Javalin: 404. */
    @Override
    public void handle(Context ctx) {
        paths.of(ctx).ifPresent(path -> check(ctx, paths.methods(path)));
    }

    private static void check(Context ctx, List<String> allowed) {
        if (!allowed.contains(ctx.method().name())) {
            String methods = String.join(", ", allowed);
            throw new RefusedException(
                    Problem.ofStatus(
                                    405,
                                    "%s %s: this path has %s"
                                            .formatted(ctx.method().name(), ctx.path(), methods))
                            .withHeader("Allow", methods));
        }
    }
}
