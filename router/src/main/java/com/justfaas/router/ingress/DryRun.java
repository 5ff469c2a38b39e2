package com.justfaas.router.ingress;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.events.streams.PublishResult;
import com.justfaas.router.binding.EventMessage;
import com.justfaas.router.functions.Audience;
import com.justfaas.router.functions.FunctionSnapshot;
import com.justfaas.router.functions.KnownFunctions;
import com.justfaas.router.http.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Says who would get a request's events, and who nearly would, and stores nothing. What would be
 * refused is refused with the same problem. Needs no NATS, once the functions were read.
 */
final class DryRun {

    /** Each event is compared with every function. */
    static final int MOST_EVENTS = 100;

    private static final int MOST_AT_ONCE = 4;
    private static final int OK = 200;

    private final Function<EventMessage, Mapping> mapper;
    private final KnownFunctions functions;
    private final Function<StoredEvent, Optional<PublishResult>> tooLarge;
    private final Semaphore atOnce = new Semaphore(MOST_AT_ONCE);

    /**
     * @param mapper reads a request
     * @param tooLarge what the stream would say to an event of that size
     */
    DryRun(
            Function<EventMessage, Mapping> mapper,
            KnownFunctions functions,
            Function<StoredEvent, Optional<PublishResult>> tooLarge) {
        this.mapper = mapper;
        this.functions = functions;
        this.tooLarge = tooLarge;
    }

    /**
     * What would become of an event.
     *
     * @param ignoredHeaders of the request, which become nothing of the event
     * @param functionsCurrent whether the functions are those of now, and not of before NATS went
     */
    private record Preview(
            boolean dryRun,
            String id,
            String source,
            String type,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> ignoredHeaders,
            boolean functionsCurrent,
            @JsonUnwrapped Audience audience) {}

    Answer answer(EventMessage request) {
        Mapping mapping = mapper.apply(request);
        if (mapping instanceof Mapping.Refused(var problem)) {
            return Answer.of(problem);
        }
        if (!functions.wereRead()) {
            return Answer.of(EventProblems.functionsUnread());
        }
        if (!atOnce.tryAcquire()) {
            return Answer.of(EventProblems.tooManyDryRuns());
        }
        try {
            return switch (mapping) {
                case Mapping.Refused(var problem) -> Answer.of(problem);
                case Mapping.Single(Arrival arrival) -> single(arrival, request);
                case Mapping.Batch(List<Arrival> arrivals) -> batch(arrivals, request);
            };
        } finally {
            atOnce.release();
        }
    }

    private Answer single(Arrival arrival, EventMessage request) {
        return tooLarge.apply(arrival.event())
                .map(refusal -> Answer.of(StoreAnswers.problem(refusal)))
                .orElseGet(
                        () ->
                                Answer.json(
                                        OK,
                                        preview(
                                                functions.now(),
                                                arrival,
                                                request,
                                                Audience.MOST_COMPARED)));
    }

    private Answer batch(List<Arrival> arrivals, EventMessage request) {
        if (arrivals.size() > MOST_EVENTS) {
            return Answer.of(EventProblems.tooManyForADryRun(arrivals.size(), MOST_EVENTS));
        }
        FunctionSnapshot now = functions.now();
        int mostCompared = Audience.MOST_COMPARED / Math.max(1, arrivals.size());
        List<Preview> previews = new ArrayList<>(arrivals.size());
        for (int i = 0; i < arrivals.size(); i++) {
            Optional<PublishResult> refusal = tooLarge.apply(arrivals.get(i).event());
            if (refusal.isPresent()) {
                return Answer.of(EventProblems.at(StoreAnswers.problem(refusal.get()), "/" + i));
            }
            previews.add(preview(now, arrivals.get(i), request, mostCompared));
        }
        return Answer.json(OK, previews);
    }

    private Preview preview(
            FunctionSnapshot now, Arrival arrival, EventMessage request, int mostCompared) {
        var event = arrival.event().event();
        return new Preview(
                true,
                event.getId(),
                event.getSource().toString(),
                event.getType(),
                IgnoredHeaders.of(request.headers()),
                functions.areCurrent(),
                audience(now, arrival, mostCompared));
    }

    private static Audience audience(FunctionSnapshot now, Arrival arrival, int mostCompared) {
        Optional<FunctionName> called = Names.Subjects.onlyReceiver(arrival.subject());
        return called.isPresent()
                ? now.find(called.get()).map(Audience::ofCall).orElse(Audience.NOBODY)
                : Audience.of(now, arrival.event().event(), mostCompared);
    }
}
