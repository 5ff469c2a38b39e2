package com.justfaas.router.http;

import io.javalin.config.RoutesConfig;

/** Some routes of a door. */
@FunctionalInterface
public interface RouteModule {

    void addTo(RoutesConfig routes);
}
