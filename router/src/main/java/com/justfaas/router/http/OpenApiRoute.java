package com.justfaas.router.http;

import io.javalin.config.RoutesConfig;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /openapi.json}: what a door takes and answers. Made once, when somebody asks. */
final class OpenApiRoute implements RouteModule {

    static final String PATH = "/openapi.json";
    private static final Map<String, String> CACHED = Map.of("Cache-Control", "max-age=300");

    private final String door;
    private final List<ApiPart> parts;
    private volatile @Nullable Answer document;

    OpenApiRoute(String door, Collection<? extends RouteModule> modules) {
        this.door = door;
        this.parts = modules.stream().flatMap(module -> module.api().stream()).toList();
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(PATH, ctx -> document().writeTo(ctx.res()));
    }

    /** Two who ask first at once make it twice, and the same. */
    private Answer document() {
        Answer known = document;
        if (known == null) {
            known = Answer.json(200, ApiDocument.of(door, parts)).withHeaders(CACHED);
            document = known;
        }
        return known;
    }
}
