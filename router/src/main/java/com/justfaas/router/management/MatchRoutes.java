package com.justfaas.router.management;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.justfaas.events.EventTypes;
import com.justfaas.events.codec.AttributeRules;
import com.justfaas.events.codec.MalformedEventException;
import com.justfaas.router.functions.Audience;
import com.justfaas.router.functions.FunctionSnapshot;
import com.justfaas.router.functions.KnownFunctions;
import com.justfaas.router.functions.UnheardEvents;
import com.justfaas.router.functions.UnheardEvents.Unheard;
import com.justfaas.router.http.Answer;
import com.justfaas.router.http.ApiPart;
import com.justfaas.router.http.Problem;
import com.justfaas.router.http.ProblemType;
import com.justfaas.router.http.Query;
import com.justfaas.router.http.QueryParameters;
import com.justfaas.router.http.RefusedException;
import com.justfaas.router.http.RouteModule;
import io.javalin.config.RoutesConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * {@code /api/match}: who gets events of a type, who nearly does, and why not; and {@code
 * /api/unheard-events}: events that this replica met and nobody wanted.
 */
public final class MatchRoutes implements RouteModule {

    private static final int OK = 200;
    private static final String TYPE = "type";
    private static final Duration SOON = Duration.ofSeconds(1);

    /** Each looks at every function. */
    private static final int MOST_AT_ONCE = 4;

    private final KnownFunctions functions;
    private final UnheardEvents unheard;
    private final Semaphore atOnce = new Semaphore(MOST_AT_ONCE);

    public MatchRoutes(KnownFunctions functions, UnheardEvents unheard) {
        this.functions = functions;
        this.unheard = unheard;
    }

    @Override
    public List<ApiPart> api() {
        return List.of(
                new ApiPart(MatchRoutes.class, "match.openapi.json"),
                new ApiPart(Audience.class, "audience.openapi.json"));
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/api/match", ctx -> match(Query.of(ctx.req())).writeTo(ctx.res()));
        routes.get("/api/unheard-events", ctx -> Answer.json(OK, listing()).writeTo(ctx.res()));
    }

    /**
     * Who gets events of a type.
     *
     * @param functionsCurrent whether the functions are those of now, and not of before NATS went
     */
    private record Match(String type, boolean functionsCurrent, @JsonUnwrapped Audience audience) {}

    private Answer match(Map<String, List<String>> query) {
        String type = type(QueryParameters.of(query));
        if (!functions.wereRead()) {
            throw busy(ProblemType.NOT_READY, "the functions were not read yet");
        }
        if (!atOnce.tryAcquire()) {
            throw busy(ProblemType.OVERLOADED, "too many such requests are at work");
        }
        try {
            return Answer.json(
                    OK,
                    new Match(
                            type, functions.areCurrent(), Audience.ofType(functions.now(), type)));
        } finally {
            atOnce.release();
        }
    }

    private static String type(QueryParameters given) {
        String type =
                given.text(TYPE)
                        .orElseThrow(
                                () -> bad("is missing; name a type, such as type=order.created"));
        if (type.startsWith(EventTypes.PREFIX)) {
            throw bad(
                    "starts with %s; such events are no function's, and a call goes to the function that it names"
                            .formatted(EventTypes.PREFIX));
        }
        try {
            return AttributeRules.checkType(TYPE, type);
        } catch (MalformedEventException e) {
            throw new RefusedException(
                    Problem.ofStatus(400, String.valueOf(e.getMessage())).with("where", TYPE));
        }
    }

    private static RefusedException bad(String mistake) {
        return new RefusedException(Problem.ofValue(TYPE, mistake));
    }

    private static RefusedException busy(ProblemType type, String detail) {
        return new RefusedException(Problem.of(type, detail).retryAfter(SOON));
    }

    private record Listing(String since, List<UnheardType> types, long forgotten) {}

    /**
     * Events of a type; times are ISO 8601.
     *
     * @param wantedNow whether a function has come since that asks for them
     */
    private record UnheardType(
            String type,
            long count,
            String firstAt,
            String lastAt,
            String lastSource,
            String lastId,
            boolean wantedNow) {

        static UnheardType of(Unheard unheard, FunctionSnapshot now) {
            return new UnheardType(
                    unheard.type(),
                    unheard.count(),
                    unheard.firstAt().toString(),
                    unheard.lastAt().toString(),
                    unheard.lastSource(),
                    unheard.lastId(),
                    !now.match(unheard.type()).isEmpty());
        }
    }

    private Listing listing() {
        FunctionSnapshot now = functions.now();
        UnheardEvents.Listing found = unheard.list();
        return new Listing(
                found.since().toString(),
                found.types().stream().map(one -> UnheardType.of(one, now)).toList(),
                found.forgotten());
    }
}
