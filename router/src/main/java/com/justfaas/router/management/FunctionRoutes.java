package com.justfaas.router.management;

import com.justfaas.router.functions.FunctionSnapshot;
import com.justfaas.router.functions.KnownFunction;
import com.justfaas.router.http.Answer;
import com.justfaas.router.http.ApiPart;
import com.justfaas.router.http.RouteModule;
import io.javalin.config.RoutesConfig;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code /api/functions}: who is known, what they want, and what could not be read. */
public final class FunctionRoutes implements RouteModule {

    private final Supplier<FunctionSnapshot> functions;

    public FunctionRoutes(Supplier<FunctionSnapshot> functions) {
        this.functions = functions;
    }

    @Override
    public List<ApiPart> api() {
        return List.of(new ApiPart(FunctionRoutes.class, "functions.openapi.json"));
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(
                "/api/functions",
                ctx -> Answer.json(200, Map.of("functions", all())).writeTo(ctx.res()));
    }

    private List<FunctionView> all() {
        return functions.get().functions().stream()
                .sorted(Comparator.comparing(KnownFunction::name))
                .map(FunctionView::of)
                .toList();
    }
}
