package com.justfaas.router.ingress;

import com.justfaas.events.Payload;
import com.justfaas.events.codec.MalformedEventException;
import com.justfaas.router.http.Answer;
import com.justfaas.router.http.Body;
import com.justfaas.router.http.BodyReader;
import com.justfaas.router.http.ByteBudget;
import com.justfaas.router.http.LeftoverBody;
import com.justfaas.router.http.RouteModule;
import io.javalin.config.RoutesConfig;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** {@code POST /apis/events}: reads a request whole, has it taken in, and writes the answer. */
final class EventRoute implements RouteModule {

    private static final String PATH = "/apis/events";

    private final EventMapper mapper;
    private final Intake intake;
    private final IngressMetrics metrics;
    private final BodyLimits limits;
    private final LongSupplier maxEventSize;
    private final ByteBudget budget;
    private volatile boolean stopping;

    EventRoute(
            EventMapper mapper,
            Intake intake,
            IngressMetrics metrics,
            BodyLimits limits,
            ByteBudget budget,
            LongSupplier maxEventSize) {
        this.mapper = mapper;
        this.intake = intake;
        this.metrics = metrics;
        this.limits = limits;
        this.budget = budget;
        this.maxEventSize = maxEventSize;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post(PATH, ctx -> serve(ctx.req(), ctx.res()));
    }

    /** From now on every request is told to go elsewhere. */
    void stopAccepting() {
        stopping = true;
    }

    private void serve(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        long began = System.nanoTime();
        Answer answer;
        try (ByteBudget.Share share = budget.share()) {
            answer = answer(request, share);
        }
        metrics.answered(answer.status(), Duration.ofNanos(System.nanoTime() - began));
        answer.writeTo(response);
        if (answer.headers().containsKey("Connection")) {
            response.flushBuffer();
            LeftoverBody.discard(request);
        }
    }

    private Answer answer(HttpServletRequest request, ByteBudget.Share share) {
        if (stopping) {
            return Answer.of(EventProblems.shuttingDown());
        }
        RequestHeaders headers = RequestHeaders.of(request);
        Body body = new BodyReader(limits.deadline()).read(request, most(headers), share);
        return body instanceof Body.Whole(Payload payload)
                ? intake.take(mapper.map(new EventRequest(headers, payload)))
                : Answer.of(EventProblems.unread(body));
    }

    private long most(RequestHeaders headers) {
        ContentMode mode;
        try {
            mode = ContentMode.of(headers).orElse(ContentMode.HEADERS);
        } catch (MalformedEventException e) {
            mode = ContentMode.HEADERS; // the mapper will say what is wrong
        }
        return limits.most(mode, maxEventSize.getAsLong());
    }
}
