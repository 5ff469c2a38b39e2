package com.justfaas.router.engine;

import com.justfaas.events.Payload;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.Failures;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.events.streams.EventPublisher;
import com.justfaas.events.streams.PublishResult;
import com.justfaas.router.callback.CallbackEvents;
import com.justfaas.router.callback.CallbackEvents.Response;
import com.justfaas.router.callback.Receivers;
import com.justfaas.router.invocation.FunctionResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what follows from a delivery before the delivery is released: the callback with the
 * function's response, and the events that the response is. A repetition has the same id, and is
 * recognised.
 */
public final class Aftermath {

    private static final Logger LOG = LoggerFactory.getLogger(Aftermath.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final EventPublisher publisher;
    private final ReplyStore replies;

    public Aftermath(EventPublisher publisher, ReplyStore replies) {
        this.publisher = publisher;
        this.replies = replies;
    }

    ReplyStore replies() {
        return replies;
    }

    /** After a delivery succeeded. */
    void delivered(DeliveryRecord record, FunctionResponse response) throws InterruptedException {
        store(record, response(response), false);
    }

    /**
     * After a delivery was given up.
     *
     * @param response the function's last answer, where it is at hand
     */
    void givenUp(DeliveryRecord record, @Nullable FunctionResponse response)
            throws InterruptedException {
        Response last =
                response != null
                        ? response(response)
                        : record.failures()
                                .map(Aftermath::response)
                                .orElse(new Response(0, null, Payload.EMPTY));
        store(record, last, true);
    }

    private static Response response(FunctionResponse response) {
        Response kept =
                new Response(
                        response.status(),
                        response.header("content-type").orElse(null),
                        response.body());
        return response.truncated() ? kept.withoutBody() : kept;
    }

    private static Response response(Failures failures) {
        return new Response(failures.status(), "text/plain", Payload.utf8(failures.response()));
    }

    private void store(DeliveryRecord record, Response response, boolean dead)
            throws InterruptedException {
        if (!Receivers.isFunction(record.function())) {
            return; // the callback of an event that waits is made by those who get it
        }
        Optional<StoredEvent> callback = CallbackEvents.after(record, response, dead);
        if (callback.isEmpty()) {
            return;
        }
        Optional<String> subject = CallbackEvents.subject(callback.get());
        if (subject.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("function", record.function())
                    .log("a callback has no URL that could be called, and is not made");
            return;
        }
        while (true) {
            PublishResult result = publisher.publish(subject.get(), callback.get()).join();
            switch (result) {
                case PublishResult.Stored _ -> {
                    return;
                }
                case PublishResult.TooLarge _, PublishResult.HeadersTooLarge _ -> {
                    LOG.atWarn()
                            .addKeyValue("function", record.function())
                            .log("a response is too large for a callback; its body is left out");
                    store(record, response.withoutBody(), dead);
                    return;
                }
                case PublishResult.Full _, PublishResult.Unavailable _ -> {
                    if (replies.setCallbackAside(record, callback.get())) {
                        return;
                    }
                    LOG.atDebug().log("a callback waits to be stored: {}", result);
                    Thread.sleep(AGAIN);
                }
            }
        }
    }
}
