package com.justfaas.router.deadletter;

import com.justfaas.events.FunctionName;
import com.justfaas.events.streams.Backlog;
import com.justfaas.events.streams.DeadLetters;
import com.justfaas.router.functions.KnownFunction;
import com.justfaas.router.http.ApiPart;
import com.justfaas.router.http.RouteModule;
import io.javalin.config.RoutesConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * {@code /api/dead-letters}: deliveries that were given up, to be looked at, redriven or deleted.
 */
public final class DeadLetterApi implements RouteModule, AutoCloseable {

    static final String LETTERS = "/api/dead-letters";
    static final String REDRIVE = LETTERS + "/redrive";

    private final DeadLetterMetrics metrics;
    private final RedriveJobs jobs;
    private final LetterRoutes letterRoutes;
    private final RedriveRoutes redriveRoutes;

    /**
     * @param receivers who is known now under a name
     * @param receiversKnown whether all that there are have been read
     */
    public DeadLetterApi(
            DeadLetters letters,
            Backlog backlog,
            Function<FunctionName, Optional<KnownFunction>> receivers,
            BooleanSupplier receiversKnown,
            MeterRegistry registry,
            Clock clock) {
        metrics = new DeadLetterMetrics(letters, registry);
        jobs =
                new RedriveJobs(
                        letters, new Redriver(letters, backlog, receivers, metrics, clock), clock);
        letterRoutes = new LetterRoutes(letters, metrics);
        redriveRoutes = new RedriveRoutes(letters, jobs, receiversKnown);
    }

    /** Begins to look now and then how many dead letters there are. */
    public void start() {
        metrics.start();
    }

    @Override
    public List<ApiPart> api() {
        return List.of(
                new ApiPart(DeadLetterApi.class, "dead-letters.openapi.json"),
                new ApiPart(DeadLetterApi.class, "redrives.openapi.json"));
    }

    @Override
    public void addTo(RoutesConfig routes) {
        redriveRoutes.addTo(routes); // first: "redrive" is no id
        letterRoutes.addTo(routes);
    }

    /** Ends redrives that run; what they did not come to lies where it was. */
    @Override
    public void close() {
        jobs.close();
        metrics.close();
    }
}
