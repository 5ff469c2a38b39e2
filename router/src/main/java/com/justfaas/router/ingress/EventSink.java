package com.justfaas.router.ingress;

import com.justfaas.events.codec.StoredEvent;
import com.justfaas.events.streams.PublishResult;
import java.util.concurrent.CompletableFuture;

/** Stores events; in the product it is {@code EventPublisher::publish}. */
@FunctionalInterface
public interface EventSink {

    CompletableFuture<PublishResult> publish(String subject, StoredEvent event);
}
