package com.justfaas.router.deadletter;

import com.justfaas.events.streams.DeadLetterCensus;
import com.justfaas.events.streams.DeadLetterRemoval;
import com.justfaas.events.streams.DeadLetters;
import com.justfaas.router.http.Answer;
import com.justfaas.router.http.Query;
import com.justfaas.router.http.QueryParameters;
import com.justfaas.router.http.RouteModule;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code /api/dead-letters}: shows and deletes. */
final class LetterRoutes implements RouteModule {

    private static final int OK = 200;

    /** Each may hold a batch of 4 MiB, or one dead letter several times. */
    private static final int MOST_AT_ONCE = 4;

    private static final Duration LONGEST_REMOVAL = Duration.ofSeconds(10);

    private final DeadLetters letters;
    private final DeadLetterPages pages;
    private final DeadLetterMetrics metrics;
    private final Semaphore atOnce = new Semaphore(MOST_AT_ONCE);

    LetterRoutes(DeadLetters letters, DeadLetterMetrics metrics) {
        this.letters = letters;
        this.pages = new DeadLetterPages(letters, new DeadLetterCensus(letters));
        this.metrics = metrics;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(DeadLetterApi.LETTERS, handler(this::list));
        routes.delete(DeadLetterApi.LETTERS, handler(this::deleteMany));
        routes.get(DeadLetterApi.LETTERS + "/{id}", handler(this::show));
        routes.delete(DeadLetterApi.LETTERS + "/{id}", handler(this::delete));
    }

    private static Handler handler(Function<Context, Answer> work) {
        return ctx -> Answers.write(ctx.req(), ctx.res(), () -> work.apply(ctx));
    }

    /** The id that a path names. */
    static long id(Context ctx) {
        return QueryParameters.number("id", ctx.pathParam("id"), 1, Long.MAX_VALUE);
    }

    private Answer list(Context ctx) {
        PageRequest request = PageRequest.of(Query.of(ctx.req()));
        return fewAtOnce(() -> Answer.json(OK, pages.read(request)));
    }

    private Answer show(Context ctx) {
        long id = id(ctx);
        return fewAtOnce(
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

    /**
     * What was deleted.
     *
     * @param more whether the same request would delete more: time ran out
     */
    private record Deleted(long deleted, boolean more) {}

    private Answer deleteMany(Context ctx) {
        RemovalRequest request = RemovalRequest.of(Query.of(ctx.req()));
        return fewAtOnce(
                () -> {
                    DeadLetterRemoval removal =
                            letters.removeAll(request.filter(), LONGEST_REMOVAL);
                    metrics.deleted(removal.removed());
                    return Answer.json(OK, new Deleted(removal.removed(), !removal.complete()));
                });
    }

    private Answer fewAtOnce(Supplier<Answer> work) {
        if (!atOnce.tryAcquire()) {
            throw DeadLetterProblems.tooManyAtOnce();
        }
        try {
            return work.get();
        } finally {
            atOnce.release();
        }
    }
}
