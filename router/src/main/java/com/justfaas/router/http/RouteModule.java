package com.justfaas.router.http;

import io.javalin.config.RoutesConfig;
import java.util.List;

/** Some routes of a door. */
@FunctionalInterface
public interface RouteModule {

    void addTo(RoutesConfig routes);

    /** What describes them in {@code /openapi.json}: each route has its place there. */
    default List<ApiPart> api() {
        return List.of();
    }
}
