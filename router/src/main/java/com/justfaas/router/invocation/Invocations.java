package com.justfaas.router.invocation;

import com.justfaas.events.EventTypes;
import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.codec.AttributeText;
import com.justfaas.events.codec.AttributeTexts;
import com.justfaas.events.codec.FunctionCall;
import com.justfaas.events.codec.FunctionCalls;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.router.invocation.Invocation.Header;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.v1.CloudEventV1;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Turns an event into the request that a function gets. */
public final class Invocations {

    private static final String EVENT_HEADER = "X-Event-";

    private final InvokeUrl url;

    public Invocations(InvokeUrl url) {
        this.url = url;
    }

    /**
     * The request for one attempt: the rebuilt call for a function call, else a POST of the data.
     *
     * @throws com.justfaas.events.codec.MalformedEventException when a call's data is none
     */
    public Invocation of(StoredEvent stored, FunctionName function, Attempt attempt) {
        return url.routed(
                stored.event().getType().equals(EventTypes.FUNCTION_INVOKED)
                        ? call(stored, function, attempt)
                        : event(stored, function, attempt));
    }

    /**
     * Longest that an attempt may take.
     *
     * @param timeout longest that the function may take
     */
    public Duration longest(Duration timeout) {
        return url.longest(timeout);
    }

    private Invocation event(StoredEvent stored, FunctionName function, Attempt attempt) {
        CloudEvent event = stored.event();
        List<Header> headers = new ArrayList<>();
        String contentType = event.getDataContentType();
        if (contentType != null) {
            headers.add(new Header("Content-Type", contentType));
        }
        AttributeTexts.forEach(
                event,
                (name, text) -> {
                    if (!name.equals(CloudEventV1.DATACONTENTTYPE)) {
                        headers.add(new Header(Names.Headers.CE_PREFIX + name, text));
                        headers.add(new Header(eventHeader(name), text));
                    }
                });
        return new Invocation(
                function,
                "POST",
                URI.create(url.of(function)),
                with(attemptHeaders(attempt), headers),
                stored.data(),
                attempt.timeout());
    }

    private Invocation call(StoredEvent stored, FunctionName function, Attempt attempt) {
        FunctionCall call = FunctionCalls.read(stored.data());
        List<Header> ours = new ArrayList<>(attemptHeaders(attempt));
        ours.add(new Header(Names.Headers.EVENT_ID, AttributeText.encode(stored.event().getId())));
        // the request is the original one, whatever its headers, but for what we say ourselves
        return new Invocation(
                function,
                CallRequest.method(call),
                CallRequest.uri(url.of(function), call),
                with(ours, CallRequest.headers(call)),
                call.content(),
                attempt.timeout());
    }

    /** What we say ourselves stands in the place of any header of the same name. */
    private static List<Header> with(List<Header> ours, List<Header> theirs) {
        List<Header> headers = new ArrayList<>(theirs);
        headers.removeIf(
                header -> ours.stream().anyMatch(o -> o.name().equalsIgnoreCase(header.name())));
        headers.addAll(ours);
        return headers;
    }

    private static List<Header> attemptHeaders(Attempt attempt) {
        return List.of(
                new Header(Names.Headers.EVENT_ATTEMPT, Integer.toString(attempt.number())),
                new Header(Names.Headers.EVENT_LAST_ATTEMPT, Boolean.toString(attempt.last())));
    }

    /** {@code X-Event-Id} for {@code id}. */
    private static String eventHeader(String attribute) {
        return EVENT_HEADER + Character.toUpperCase(attribute.charAt(0)) + attribute.substring(1);
    }
}
