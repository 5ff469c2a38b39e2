package com.justfaas.router.ingress;

import com.justfaas.events.codec.StoredEvent;
import com.justfaas.events.streams.PublishResult;
import com.justfaas.router.http.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Has a request's events stored, and says what became of them. */
final class Intake {

    /** Most events of one batch that wait for their confirmation at once. */
    private static final int WINDOW = 256;

    private final EventSink sink;
    private final IngressMetrics metrics;

    Intake(EventSink sink, IngressMetrics metrics) {
        this.sink = sink;
        this.metrics = metrics;
    }

    /** Waits until the stream has confirmed or refused. */
    Answer take(Mapping mapping) {
        return switch (mapping) {
            case Mapping.Refused(var problem) -> Answer.of(problem);
            case Mapping.Single(Arrival arrival) ->
                    StoreAnswers.single(arrival.event(), store(List.of(arrival)).getFirst());
            case Mapping.Batch(List<Arrival> arrivals) ->
                    StoreAnswers.batch(
                            arrivals.stream().map(Arrival::event).toList(), store(arrivals));
        };
    }

    /** Results in order; after the first failure the rest of the batch is not tried. */
    private List<PublishResult> store(List<Arrival> arrivals) {
        List<PublishResult> results = new ArrayList<>(arrivals.size());
        for (int from = 0; from < arrivals.size(); from += WINDOW) {
            List<Arrival> window = arrivals.subList(from, Math.min(arrivals.size(), from + WINDOW));
            List<CompletableFuture<PublishResult>> waiting =
                    window.stream().map(one -> sink.publish(one.subject(), one.event())).toList();
            for (int i = 0; i < window.size(); i++) {
                results.add(count(window.get(i).event(), waiting.get(i).join()));
            }
            if (!results.stream().skip(from).allMatch(PublishResult.Stored.class::isInstance)) {
                break;
            }
        }
        return results;
    }

    private PublishResult count(StoredEvent event, PublishResult result) {
        if (result instanceof PublishResult.Stored stored) {
            metrics.received(event.event().getType(), stored.duplicate());
        }
        return result;
    }
}
