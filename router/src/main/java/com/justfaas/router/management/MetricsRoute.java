package com.justfaas.router.management;

import com.justfaas.router.http.Answer;
import com.justfaas.router.http.ApiPart;
import com.justfaas.router.http.RouteModule;
import io.javalin.config.RoutesConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/** {@code /metrics} in Prometheus' text format. */
final class MetricsRoute implements RouteModule {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry;

    MetricsRoute(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public List<ApiPart> api() {
        return List.of(new ApiPart(MetricsRoute.class, "metrics.openapi.json"));
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(
                "/metrics",
                ctx -> Answer.text(200, TEXT, registry.scrape(TEXT)).writeTo(ctx.res()));
    }
}
