package com.justfaas.router.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.router.EndpointNotFound;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a route throws into a problem. No stack trace ever leaves the process. */
final class ErrorRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorRoutes.class);

    private final String door;
    private final Supplier<List<String>> routes;
    private final IntConsumer refusals;

    /**
     * @param routes what the door has, such as {@code GET /livez}
     * @param refusals told the status of each answer that no route gave
     */
    ErrorRoutes(String door, Supplier<List<String>> routes, IntConsumer refusals) {
        this.door = door;
        this.routes = routes;
        this.refusals = refusals;
    }

    void addTo(JavalinConfig config) {
        config.routes.exception(RefusedException.class, this::refused);
        config.routes.exception(HttpResponseException.class, this::refused);
        config.routes.exception(EndpointNotFound.class, this::nothingThere);
        config.routes.exception(IOException.class, this::gone);
        config.routes.exception(Exception.class, (e, ctx) -> failed(ctx.res(), e));
        config.router.javaLangErrorHandler(this::failed);
    }

    private void refused(RefusedException refusal, Context ctx) {
        send(ctx.res(), refusal.problem());
        boolean isClosing = refusal.problem().headers().containsKey("Connection");
        if (!isClosing || ctx.method().equals(HandlerType.GET)) {
            return;
        }
        try {
            ctx.res().flushBuffer();
            LeftoverBody.discard(ctx.req());
        } catch (IOException e) {
            gone(e, ctx);
        }
    }

    private void refused(HttpResponseException refusal, Context ctx) {
        Problem problem =
                Problem.ofStatus(
                        refusal.getStatus(),
                        "%s %s: %s".formatted(ctx.method(), ctx.path(), refusal.getMessage()));
        send(ctx.res(), problem);
    }

    private void nothingThere(EndpointNotFound refusal, Context ctx) {
        send(
                ctx.res(),
                Problem.ofStatus(
                                refusal.getStatus(),
                                "%s %s: nothing is there; %s says what is"
                                        .formatted(ctx.method(), ctx.path(), OpenApiRoute.PATH))
                        .with("routes", routes.get()));
    }

    private void gone(IOException failure, Context ctx) {
        LOG.atDebug().setCause(failure).log("the client of {} {} left", door, ctx.path());
    }

    private void failed(HttpServletResponse response, Throwable failure) {
        String incident = UUID.randomUUID().toString();
        LOG.atError()
                .setCause(failure)
                .addKeyValue("incident", incident)
                .log("a request at {} failed", door);
        if (!response.isCommitted()) {
            send(
                    response,
                    Problem.ofStatus(
                                    500,
                                    "this is our mistake; the log tells more of incident "
                                            + incident)
                            .with("incident", incident));
        }
    }

    private void send(HttpServletResponse response, Problem problem) {
        refusals.accept(problem.status());
        try {
            Answer.of(problem).writeTo(response);
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("nobody waits for the answer any more");
        }
    }
}
