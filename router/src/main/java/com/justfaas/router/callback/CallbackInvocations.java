package com.justfaas.router.callback;

import com.justfaas.events.Names;
import com.justfaas.events.codec.AttributeText;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.router.invocation.Attempt;
import com.justfaas.router.invocation.Invocation;
import com.justfaas.router.invocation.Invocation.Header;
import com.justfaas.router.invocation.InvokeUrl;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Turns a callback into the request that its target gets. */
public final class CallbackInvocations {

    private final InvokeUrl functions;
    private final CallbackSignatures signatures;

    /**
     * @param functions where functions are, for callbacks to {@code function://namespace/name}
     */
    public CallbackInvocations(InvokeUrl functions, CallbackSignatures signatures) {
        this.functions = functions;
        this.signatures = signatures;
    }

    /** One POST of the response. */
    public Invocation of(DeliveryRecord record, CallbackTarget target, Attempt attempt) {
        CloudEvent callback = record.event().event();
        List<Header> headers = new ArrayList<>();
        String contentType = callback.getDataContentType();
        if (contentType != null) {
            headers.add(new Header(Names.Headers.CONTENT_TYPE, contentType));
        }
        var answered = CallbackEvents.answered(callback);
        headers.add(new Header(Names.Headers.FUNCTION_NAME, answered.name()));
        headers.add(new Header(Names.Headers.FUNCTION_NAMESPACE, answered.namespace()));
        headers.add(new Header(Names.Headers.FUNCTION_STATUS, CallbackEvents.status(callback)));
        headers.add(
                new Header(
                        Names.Headers.EVENT_ID,
                        AttributeText.encode(CallbackEvents.eventId(callback))));
        if (CallbackEvents.isDeadLetter(callback)) {
            headers.add(new Header(Names.Headers.DEAD_LETTER, "true"));
        }
        if (CallbackEvents.isBodyOmitted(callback)) {
            headers.add(new Header(Names.Headers.BODY_OMITTED, "true"));
        }
        headers.addAll(signatures.of(callback, record.event().data()));
        return switch (target) {
            case CallbackTarget.Web web -> post(record, web.uri(), headers, attempt);
            case CallbackTarget.Function function ->
                    functions.routed(post(record, uri(function), headers, attempt));
        };
    }

    private static Invocation post(
            DeliveryRecord record, URI uri, List<Header> headers, Attempt attempt) {
        return new Invocation(
                record.function(), "POST", uri, headers, record.event().data(), attempt.timeout());
    }

    private URI uri(CallbackTarget.Function function) {
        return URI.create(functions.of(function.name()) + function.path().substring(1));
    }
}
