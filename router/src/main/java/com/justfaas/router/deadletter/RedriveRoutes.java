package com.justfaas.router.deadletter;

import com.justfaas.events.Payload;
import com.justfaas.events.streams.DeadLetters;
import com.justfaas.router.deadletter.RedriveProgress.State;
import com.justfaas.router.http.Answer;
import com.justfaas.router.http.Body;
import com.justfaas.router.http.BodyReader;
import com.justfaas.router.http.ByteBudget;
import com.justfaas.router.http.RouteModule;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** {@code /api/dead-letters/redrive}: begins redrives, tells of them, stops them. */
final class RedriveRoutes implements RouteModule {

    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int MOST_BODY_BYTES = 64 * 1024;
    private static final int MOST_BODIES_BYTES = 16 * MOST_BODY_BYTES;

    /** A redrive that is over by then is answered with its end. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final DeadLetters letters;
    private final RedriveJobs jobs;
    private final BooleanSupplier functionsKnown;
    private final ByteBudget bodies = new ByteBudget(MOST_BODIES_BYTES);

    RedriveRoutes(DeadLetters letters, RedriveJobs jobs, BooleanSupplier functionsKnown) {
        this.letters = letters;
        this.jobs = jobs;
        this.functionsKnown = functionsKnown;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post(DeadLetterApi.REDRIVE, handler(this::redriveMany));
        routes.post(DeadLetterApi.LETTERS + "/{id}/redrive", handler(this::redriveOne));
        routes.get(DeadLetterApi.REDRIVE, handler(ctx -> Answer.json(OK, latest())));
        routes.get(
                DeadLetterApi.REDRIVE + "/{job}",
                handler(ctx -> Answer.json(OK, job(ctx).progress())));
        routes.delete(DeadLetterApi.REDRIVE + "/{job}", handler(this::stop));
    }

    private static Handler handler(Function<Context, Answer> work) {
        return ctx -> Answers.write(ctx.req(), ctx.res(), () -> work.apply(ctx));
    }

    private Map<String, List<RedriveProgress>> latest() {
        return Map.of("jobs", jobs.latest());
    }

    private Answer redriveMany(Context ctx) {
        return redrive(RedriveRequests.read(body(ctx)));
    }

    private Payload body(Context ctx) {
        try (ByteBudget.Share share = bodies.share(1)) {
            Body body = BodyReader.read(ctx.req(), MOST_BODY_BYTES, share);
            if (body instanceof Body.Whole(Payload payload)) {
                return payload;
            }
            throw DeadLetterProblems.unread(body);
        }
    }

    private Answer redriveOne(Context ctx) {
        long id = LetterRoutes.id(ctx);
        if (letters.find(id).isEmpty()) {
            throw DeadLetterProblems.noSuchLetter(id);
        }
        return redrive(
                new RedriveRequest(new Selection.Listed(List.of(id)), RedriveRequest.USUAL_RATE));
    }

    private Answer redrive(RedriveRequest request) {
        if (!functionsKnown.getAsBoolean()) {
            throw DeadLetterProblems.functionsUnknown();
        }
        letters.stored(); // says at once that NATS is away
        RedriveJob job = jobs.start(request);
        job.awaitEnd(LONGEST_WAIT);
        RedriveProgress progress = job.progress();
        return switch (progress.state()) {
            case State.RUNNING ->
                    Answer.json(ACCEPTED, progress)
                            .withHeaders(
                                    Map.of("Location", DeadLetterApi.REDRIVE + "/" + job.id()));
            case State.DONE, State.STOPPED -> Answer.json(OK, progress);
            case State.FAILED -> Answer.of(DeadLetterProblems.brokeOff(progress));
        };
    }

    private Answer stop(Context ctx) {
        RedriveJob job = job(ctx);
        job.stop();
        job.awaitEnd(LONGEST_WAIT);
        return Answer.json(OK, job.progress());
    }

    private RedriveJob job(Context ctx) {
        String id = ctx.pathParam("job");
        return jobs.find(id).orElseThrow(() -> DeadLetterProblems.noSuchJob(id));
    }
}
