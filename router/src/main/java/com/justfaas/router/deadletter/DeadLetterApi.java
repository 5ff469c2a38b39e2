package com.justfaas.router.deadletter;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Payload;
import com.justfaas.events.streams.Backlog;
import com.justfaas.events.streams.DeadLetterCensus;
import com.justfaas.events.streams.DeadLetterRemoval;
import com.justfaas.events.streams.DeadLetters;
import com.justfaas.events.streams.StreamException;
import com.justfaas.router.deadletter.RedriveProgress.State;
import com.justfaas.router.functions.KnownFunction;
import com.justfaas.router.http.Answer;
import com.justfaas.router.http.Body;
import com.justfaas.router.http.BodyReader;
import com.justfaas.router.http.ByteBudget;
import com.justfaas.router.http.LeftoverBody;
import com.justfaas.router.http.RouteModule;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * {@code /api/dead-letters}: deliveries that were given up, to be looked at, redriven or deleted.
 */
public final class DeadLetterApi implements RouteModule, AutoCloseable {

    static final String LETTERS = "/api/dead-letters";
    static final String REDRIVE = LETTERS + "/redrive";

    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int MOST_BODY_BYTES = 64 * 1024;
    private static final int MOST_BODIES_BYTES = 16 * MOST_BODY_BYTES;
    private static final Duration BODY_DEADLINE = Duration.ofSeconds(10);

    /** Each may hold a batch of 4 MiB. */
    private static final int MOST_READERS = 4;

    private static final Duration LONGEST_REMOVAL = Duration.ofSeconds(10);

    /** A redrive that is over by then is answered at once. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final DeadLetters letters;
    private final DeadLetterPages pages;
    private final RedriveJobs jobs;
    private final DeadLetterMetrics metrics;
    private final BooleanSupplier functionsKnown;
    private final Semaphore readers = new Semaphore(MOST_READERS);
    private final ByteBudget bodies = new ByteBudget(MOST_BODIES_BYTES);

    /**
     * @param receivers who is known now under a name
     * @param functionsKnown whether all functions that there are have been read
     */
    public DeadLetterApi(
            DeadLetters letters,
            Backlog backlog,
            Function<FunctionName, Optional<KnownFunction>> receivers,
            BooleanSupplier functionsKnown,
            MeterRegistry registry,
            Clock clock) {
        this.letters = letters;
        this.pages = new DeadLetterPages(letters, new DeadLetterCensus(letters));
        this.metrics = new DeadLetterMetrics(letters, registry);
        this.jobs =
                new RedriveJobs(
                        letters, new Redriver(letters, backlog, receivers, metrics, clock), clock);
        this.functionsKnown = functionsKnown;
    }

    /** Begins to look now and then how many dead letters there are. */
    public void start() {
        metrics.start();
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(LETTERS, ctx -> serve(ctx, this::list));
        routes.delete(LETTERS, ctx -> serve(ctx, this::deleteMany));
        routes.get(REDRIVE, ctx -> serve(ctx, this::listJobs));
        routes.post(REDRIVE, ctx -> serve(ctx, this::redriveMany));
        routes.get(REDRIVE + "/{job}", ctx -> serve(ctx, this::showJob));
        routes.delete(REDRIVE + "/{job}", ctx -> serve(ctx, this::stopJob));
        routes.get(LETTERS + "/{id}", ctx -> serve(ctx, this::show));
        routes.delete(LETTERS + "/{id}", ctx -> serve(ctx, this::delete));
        routes.post(LETTERS + "/{id}/redrive", ctx -> serve(ctx, this::redriveOne));
    }

    /** One route's work; what it throws becomes a problem. */
    private interface Work {
        Answer answer(Context ctx);
    }

    private static void serve(Context ctx, Work work) throws IOException {
        Answer answer;
        try {
            answer = work.answer(ctx);
        } catch (RefusedException e) {
            answer = Answer.of(e.problem());
        } catch (StreamException e) {
            answer = Answer.of(DeadLetterProblems.away(e));
        }
        answer.writeTo(ctx.res());
        if (answer.headers().containsKey("Connection")) {
            ctx.res().flushBuffer();
            LeftoverBody.discard(ctx.req());
        }
    }

    private Answer list(Context ctx) {
        PageRequest request = PageRequest.of(ctx.queryParamMap());
        return reading(() -> Answer.json(OK, pages.read(request)));
    }

    private Answer show(Context ctx) {
        long id = id(ctx);
        return reading(
                () ->
                        letters.find(id)
                                .map(letter -> Answer.json(OK, WholeDeadLetter.of(letter)))
                                .orElseThrow(() -> DeadLetterProblems.noSuchLetter(id)));
    }

    private Answer delete(Context ctx) {
        long id = id(ctx);
        if (!letters.remove(id)) {
            throw DeadLetterProblems.noSuchLetter(id);
        }
        metrics.deleted(1);
        return Answer.json(OK, Map.of("deleted", 1));
    }

    private Answer deleteMany(Context ctx) {
        RemovalRequest request = RemovalRequest.of(ctx.queryParamMap());
        return reading(
                () -> {
                    DeadLetterRemoval removal =
                            letters.removeAll(request.filter(), LONGEST_REMOVAL);
                    metrics.deleted(removal.removed());
                    return Answer.json(OK, new Deleted(removal.removed(), !removal.complete()));
                });
    }

    /**
     * What was deleted.
     *
     * @param more whether the same request would delete more: time ran out
     */
    private record Deleted(long deleted, boolean more) {}

    private Answer redriveMany(Context ctx) {
        return redrive(RedriveRequests.read(body(ctx)));
    }

    private Answer redriveOne(Context ctx) {
        long id = id(ctx);
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
                            .withHeaders(Map.of("Location", REDRIVE + "/" + job.id()));
            case State.DONE, State.STOPPED -> Answer.json(OK, progress);
            case State.FAILED -> Answer.of(DeadLetterProblems.brokeOff(progress));
        };
    }

    private Answer listJobs(Context ctx) {
        return Answer.json(OK, Map.of("jobs", jobs.latest()));
    }

    private Answer showJob(Context ctx) {
        return Answer.json(OK, job(ctx).progress());
    }

    private Answer stopJob(Context ctx) {
        RedriveJob job = job(ctx);
        job.stop();
        job.awaitEnd(LONGEST_WAIT);
        return Answer.json(OK, job.progress());
    }

    private RedriveJob job(Context ctx) {
        String id = ctx.pathParam("job");
        return jobs.find(id).orElseThrow(() -> DeadLetterProblems.noSuchJob(id));
    }

    private static long id(Context ctx) {
        return QueryParameters.number("id", ctx.pathParam("id"), 1, Long.MAX_VALUE);
    }

    private Payload body(Context ctx) {
        try (ByteBudget.Share share = bodies.share(1)) {
            Body body = new BodyReader(BODY_DEADLINE).read(ctx.req(), MOST_BODY_BYTES, share);
            if (body instanceof Body.Whole(Payload payload)) {
                return payload;
            }
            throw DeadLetterProblems.unread(body);
        }
    }

    private Answer reading(Supplier<Answer> work) {
        if (!readers.tryAcquire()) {
            throw DeadLetterProblems.tooManyAtOnce();
        }
        try {
            return work.get();
        } finally {
            readers.release();
        }
    }

    /** Ends redrives that run; what they did not come to lies where it was. */
    @Override
    public void close() {
        jobs.close();
        metrics.close();
    }
}
