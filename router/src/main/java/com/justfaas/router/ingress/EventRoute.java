package com.justfaas.router.ingress;

import com.justfaas.events.EventTypes;
import com.justfaas.events.Names;
import com.justfaas.events.Payload;
import com.justfaas.events.codec.MalformedEventException;
import com.justfaas.router.binding.ContentMode;
import com.justfaas.router.binding.EventMessage;
import com.justfaas.router.binding.MessageHeaders;
import com.justfaas.router.functions.Audience;
import com.justfaas.router.http.Answer;
import com.justfaas.router.http.ApiPart;
import com.justfaas.router.http.Body;
import com.justfaas.router.http.BodyReader;
import com.justfaas.router.http.ByteBudget;
import com.justfaas.router.http.LeftoverBody;
import com.justfaas.router.http.Query;
import com.justfaas.router.http.RefusedException;
import com.justfaas.router.http.RequestHeaders;
import com.justfaas.router.http.RouteModule;
import io.cloudevents.core.v1.CloudEventV1;
import io.javalin.config.RoutesConfig;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * {@code POST /apis/events}: reads a request whole, has it taken in, and writes the answer. With
 * {@code ?dryRun=true} nothing is taken in.
 */
final class EventRoute implements RouteModule {

    private static final String PATH = "/apis/events";
    private static final String CE_TYPE = Names.Headers.CE_PREFIX + CloudEventV1.TYPE;

    private final Function<EventMessage, Answer> taking;
    private final Function<EventMessage, Answer> dryRun;
    private final IngressMetrics metrics;
    private final BodyLimits limits;
    private final LongSupplier maxEventSize;
    private final ByteBudget budget;
    private volatile boolean leaving;
    private volatile boolean stopping;

    /**
     * @param taking has a request's events stored
     * @param dryRun says who would get them
     */
    EventRoute(
            Function<EventMessage, Answer> taking,
            Function<EventMessage, Answer> dryRun,
            IngressMetrics metrics,
            BodyLimits limits,
            ByteBudget budget,
            LongSupplier maxEventSize) {
        this.taking = taking;
        this.dryRun = dryRun;
        this.metrics = metrics;
        this.limits = limits;
        this.budget = budget;
        this.maxEventSize = maxEventSize;
    }

    @Override
    public List<ApiPart> api() {
        return List.of(
                new ApiPart(EventRoute.class, "events.openapi.json"),
                new ApiPart(Audience.class, "audience.openapi.json"));
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post(PATH, ctx -> serve(ctx.req(), ctx.res()));
    }

    /** From now on each response closes its connection, so that the next request goes elsewhere. */
    void leave() {
        leaving = true;
    }

    /** From now on every request is told to go elsewhere. */
    void stopAccepting() {
        stopping = true;
    }

    private void serve(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        long began = System.nanoTime();
        MessageHeaders headers = new MessageHeaders(RequestHeaders.of(request));
        ContentMode mode = mode(headers);
        Answer answer;
        try (ByteBudget.Share share = budget.share(BodyLimits.weight(mode, isCall(headers)))) {
            answer =
                    stopping
                            ? Answer.of(EventProblems.shuttingDown())
                            : answer(request, headers, mode, share);
        }
        if (leaving) {
            answer = answer.closing();
        }
        metrics.answered(answer.status(), Duration.ofNanos(System.nanoTime() - began));
        answer.writeTo(response);
        if (answer.headers().containsKey("Connection")) {
            response.flushBuffer();
            LeftoverBody.discard(request);
        }
    }

    private Answer answer(
            HttpServletRequest request,
            MessageHeaders headers,
            ContentMode mode,
            ByteBudget.Share share) {
        long most = limits.most(mode, maxEventSize.getAsLong());
        Body body = BodyReader.read(request, most, share);
        return body instanceof Body.Whole(Payload payload)
                ? answer(request, new EventMessage(headers, payload))
                : Answer.of(EventProblems.unread(body));
    }

    private Answer answer(HttpServletRequest request, EventMessage events) {
        try {
            return (DryRunParameter.isTrue(Query.of(request)) ? dryRun : taking).apply(events);
        } catch (RefusedException e) {
            return Answer.of(e.problem());
        }
    }

    /** What the limits go by; what is wrong with the headers is said later, by the mapper. */
    private static ContentMode mode(MessageHeaders headers) {
        try {
            return ContentMode.of(headers).orElse(ContentMode.HEADERS);
        } catch (MalformedEventException e) {
            return ContentMode.HEADERS;
        }
    }

    private static boolean isCall(MessageHeaders headers) {
        return headers.holds(Names.Headers.EVENT_TYPE, EventTypes.FUNCTION_INVOKED)
                || headers.holds(CE_TYPE, EventTypes.FUNCTION_INVOKED);
    }
}
