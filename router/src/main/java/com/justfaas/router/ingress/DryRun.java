package com.justfaas.router.ingress;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.events.streams.PublishResult;
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

    private final KnownFunctions functions;
    private final Function<StoredEvent, Optional<PublishResult>> tooLarge;
    private final Semaphore atOnce = new Semaphore(MOST_AT_ONCE);

    /**
     * @param tooLarge what the stream would say to an event of that size
     */
    DryRun(KnownFunctions functions, Function<StoredEvent, Optional<PublishResult>> tooLarge) {
        this.functions = functions;
        this.tooLarge = tooLarge;
    }

    /**
     * What would become of an event.
     *
     * @param functionsCurrent whether the functions are those of now, and not of before NATS went
     */
    private record Preview(
            boolean dryRun,
            String id,
            String source,
            String type,
            boolean functionsCurrent,
            @JsonUnwrapped Audience audience) {}

    Answer answer(Mapping mapping) {
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
                case Mapping.Single(Arrival arrival) -> single(arrival);
                case Mapping.Batch(List<Arrival> arrivals) -> batch(arrivals);
            };
        } finally {
            atOnce.release();
        }
    }

    private Answer single(Arrival arrival) {
        return tooLarge.apply(arrival.event())
                .map(refusal -> Answer.of(StoreAnswers.problem(refusal)))
                .orElseGet(() -> Answer.json(OK, preview(functions.now(), arrival)));
    }

    private Answer batch(List<Arrival> arrivals) {
        if (arrivals.size() > MOST_EVENTS) {
            return Answer.of(EventProblems.tooManyForADryRun(arrivals.size(), MOST_EVENTS));
        }
        FunctionSnapshot now = functions.now();
        List<Preview> previews = new ArrayList<>(arrivals.size());
        for (int i = 0; i < arrivals.size(); i++) {
            Optional<PublishResult> refusal = tooLarge.apply(arrivals.get(i).event());
            if (refusal.isPresent()) {
                return Answer.of(EventProblems.at(StoreAnswers.problem(refusal.get()), "/" + i));
            }
            previews.add(preview(now, arrivals.get(i)));
        }
        return Answer.json(OK, previews);
    }

    private Preview preview(FunctionSnapshot now, Arrival arrival) {
        var event = arrival.event().event();
        return new Preview(
                true,
                event.getId(),
                event.getSource().toString(),
                event.getType(),
                functions.areCurrent(),
                audience(now, arrival));
    }

    private static Audience audience(FunctionSnapshot now, Arrival arrival) {
        Optional<FunctionName> called = Names.Subjects.onlyReceiver(arrival.subject());
        return called.isPresent()
                ? now.find(called.get()).map(Audience::ofCall).orElse(Audience.NOBODY)
                : Audience.of(now, arrival.event().event());
    }
}
