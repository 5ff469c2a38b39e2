package com.justfaas.router.ingress;

import com.justfaas.events.EventTypes;
import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.codec.FunctionCalls;
import com.justfaas.events.codec.Hops;
import com.justfaas.events.codec.MalformedEventException;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.events.topics.TypeRules;
import com.justfaas.router.binding.ContentMode;
import com.justfaas.router.binding.EventMessage;
import com.justfaas.router.binding.MessageHeaders;
import com.justfaas.router.callback.WebhookUrls;
import com.justfaas.router.callback.WebhookVerdict;
import com.justfaas.router.http.ProblemType;
import com.justfaas.router.http.RefusedException;
import io.cloudevents.CloudEvent;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** From a request to the events that it asks to store. Does nothing else. */
public final class EventMapper {

    private final WebhookUrls webhookUrls;
    private final FunctionLookup functions;
    private final Supplier<String> ids;
    private final Clock clock;

    /**
     * @param ids makes up an id that nobody had before
     */
    public EventMapper(
            WebhookUrls webhookUrls, FunctionLookup functions, Supplier<String> ids, Clock clock) {
        this.webhookUrls = webhookUrls;
        this.functions = functions;
        this.ids = ids;
        this.clock = clock;
    }

    /** All of a request's events, or why none of them may be stored. */
    public Mapping map(EventMessage request) {
        try {
            if (!request.headers().isUnencoded()) {
                return new Mapping.Refused(EventProblems.unsupportedEncoding());
            }
            return ContentMode.of(request.headers())
                    .map(mode -> map(mode, request))
                    .orElseGet(() -> new Mapping.Refused(EventProblems.unsupportedFormat()));
        } catch (MalformedEventException e) {
            return new Mapping.Refused(EventProblems.malformed(ProblemType.MALFORMED_EVENT, e));
        } catch (RefusedException e) {
            return new Mapping.Refused(e.problem());
        }
    }

    private Mapping map(ContentMode mode, EventMessage request) {
        List<CloudEvent> events =
                switch (mode) {
                    case HEADERS -> List.of(fromHeaders(request));
                    case BINARY, STRUCTURED, BATCHED -> mode.read(request);
                };
        String webhookUrl = webhookUrl(request.headers());
        List<Arrival> arrivals = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            CloudEvent event = counted(mode, i, events.get(i));
            arrivals.add(arrival(mode, i, new StoredEvent(event, webhookUrl)));
        }
        return mode == ContentMode.BATCHED
                ? new Mapping.Batch(arrivals)
                : new Mapping.Single(arrivals.getFirst());
    }

    private CloudEvent fromHeaders(EventMessage request) {
        if (!request.headers().has(Names.Headers.EVENT_TYPE)) {
            throw new RefusedException(EventProblems.noType());
        }
        return HeaderModeEvents.read(
                request, ids.get(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    /**
     * A function that posts an event of its own, instead of answering with it, and passes on what
     * it got with the one that it works at, is a function more that the event comes from.
     */
    private static CloudEvent counted(ContentMode mode, int index, CloudEvent event) {
        if (!Hops.isCounted(event)) {
            return event;
        }
        int hops = Hops.of(event) + 1;
        if (hops > Hops.MOST) {
            throw new RefusedException(
                    EventProblems.loop(mode.place(Names.Attributes.HOPS, index), hops - 1));
        }
        return Hops.count(event, hops);
    }

    private @Nullable String webhookUrl(MessageHeaders headers) {
        Optional<String> url = headers.text(Names.Headers.WEBHOOK_URL);
        if (url.isEmpty()) {
            return null;
        }
        refuse(webhookUrls.check(url.get()));
        return url.get();
    }

    private static void refuse(WebhookVerdict verdict) {
        switch (verdict) {
            case WebhookVerdict.Allowed() -> {}
            case WebhookVerdict.Malformed(String reason) ->
                    throw new RefusedException(EventProblems.malformedWebhook(reason));
            case WebhookVerdict.Forbidden(String reason) ->
                    throw new RefusedException(EventProblems.forbiddenWebhook(reason));
        }
    }

    private Arrival arrival(ContentMode mode, int index, StoredEvent event) {
        String type = event.event().getType();
        if (EventTypes.isReserved(type)) {
            throw new RefusedException(EventProblems.reserved(type, mode.place("type", index)));
        }
        Optional<String> mistake = TypeRules.mistakeIn(type);
        if (mistake.isPresent()) {
            throw new MalformedEventException(mode.place("type", index), mistake.get());
        }
        if (!type.equals(EventTypes.FUNCTION_INVOKED)) {
            return new Arrival(Names.Subjects.event(type), event);
        }
        FunctionName function = called(event, mode.dataPointer(index));
        event.callback().ifPresent(url -> refuse(webhookUrls.check(url, function.namespace())));
        return new Arrival(Names.Subjects.invoked(function), event);
    }

    private FunctionName called(StoredEvent call, String pointer) {
        FunctionName function = nameIn(call, pointer);
        return switch (functions.find(function)) {
            case KNOWN -> function;
            case UNKNOWN ->
                    throw new RefusedException(
                            EventProblems.unknown(
                                    function, pointer + "/Name", functions.near(function)));
            case CANNOT_SAY -> throw new RefusedException(EventProblems.notReady(function));
        };
    }

    private static FunctionName nameIn(StoredEvent call, String pointer) {
        try {
            return FunctionCalls.read(call.data()).function();
        } catch (MalformedEventException e) {
            throw new RefusedException(
                    EventProblems.malformed(ProblemType.MALFORMED_CALL, e.under(pointer)));
        }
    }
}
