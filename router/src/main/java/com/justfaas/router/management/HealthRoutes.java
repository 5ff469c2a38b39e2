package com.justfaas.router.management;

import com.justfaas.router.http.Answer;
import com.justfaas.router.http.ApiPart;
import com.justfaas.router.http.RouteModule;
import io.javalin.config.RoutesConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code /livez}: whether to restart the process. {@code /readyz}: whether to send it requests, and
 * why not. {@code /healthz} is {@code /livez} under the name that the old component's manifests
 * probe: as an alias of readiness it would have pods restarted while NATS is away.
 */
final class HealthRoutes implements RouteModule {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final List<HealthCheck> live;
    private final List<HealthCheck> ready;

    HealthRoutes(List<HealthCheck> live, List<HealthCheck> ready) {
        this.live = List.copyOf(live);
        this.ready = List.copyOf(ready);
    }

    @Override
    public List<ApiPart> api() {
        return List.of(new ApiPart(HealthRoutes.class, "health.openapi.json"));
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/livez", ctx -> answer("live", live).writeTo(ctx.res()));
        routes.get("/healthz", ctx -> answer("live", live).writeTo(ctx.res()));
        routes.get("/readyz", ctx -> answer("ready", ready).writeTo(ctx.res()));
    }

    private record Result(String name, boolean up, String detail) {}

    /** {@code {"ready":false,"checks":[{"name":"nats","up":false,"detail":"…"}]}}. */
    private static Answer answer(String state, List<HealthCheck> checks) {
        List<Result> results = checks.stream().map(HealthRoutes::ask).toList();
        boolean up = results.stream().allMatch(Result::up);
        return Answer.json(up ? OK : UNAVAILABLE, new Results(state, up, results).body());
    }

    private record Results(String state, boolean up, List<Result> checks) {
        Map<String, Object> body() {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put(state, up);
            body.put("checks", checks);
            return body;
        }
    }

    private static Result ask(HealthCheck check) {
        HealthCheck.Health health = check.now();
        return new Result(check.name(), health.up(), health.detail());
    }
}
