package com.justfaas.router.engine;

import com.justfaas.events.EventTypes;
import com.justfaas.events.Payload;
import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.EventSubjects;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.events.streams.EventPublisher;
import com.justfaas.events.streams.PublishResult;
import com.justfaas.router.binding.MessageHeaders;
import com.justfaas.router.callback.CallbackEvents;
import com.justfaas.router.delivery.DeliveryInput;
import com.justfaas.router.engine.EngineMetrics.ReplyFate;
import com.justfaas.router.invocation.FunctionResponse;
import com.justfaas.router.invocation.InvocationOutcome;
import com.justfaas.router.invocation.InvocationOutcome.Failure;
import com.justfaas.router.invocation.InvocationOutcome.Retryable;
import com.justfaas.router.invocation.InvocationOutcome.Succeeded;
import com.justfaas.router.invocation.InvocationOutcome.Terminal;
import com.justfaas.router.reply.Replies;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Stores what functions answered as new events; and what waits for room among the events, callbacks
 * too. A repetition has the same id, and is recognised.
 */
public final class ReplyStore {

    private static final InvocationOutcome STORED =
            new Succeeded(new FunctionResponse(200, MessageHeaders.NONE, Payload.EMPTY, false));

    private static final String ALL = "attributes and data";
    private static final String HEADERS = "attributes";

    private final EventPublisher publisher;
    private final Copies copies;
    private final EngineMetrics metrics;

    public ReplyStore(EventPublisher publisher, Copies copies, EngineMetrics metrics) {
        this.publisher = publisher;
        this.copies = copies;
        this.metrics = metrics;
    }

    /** Stores a reply; returns when JetStream has answered, or was given up on. */
    DeliveryInput store(DeliveryRecord cause, StoredEvent reply) {
        return switch (publish(reply).join()) {
            case PublishResult.Stored stored -> {
                metrics.replied(
                        cause.function(),
                        stored.duplicate() ? ReplyFate.DUPLICATE : ReplyFate.STORED);
                yield new DeliveryInput.ReplyStored();
            }
            case PublishResult.Full _, PublishResult.Unavailable _ ->
                    new DeliveryInput.ReplyFailed();
            case PublishResult.TooLarge large ->
                    new DeliveryInput.ReplyRefused(tooLarge(ALL, large.size(), large.most()));
            case PublishResult.HeadersTooLarge large ->
                    new DeliveryInput.ReplyRefused(tooLarge(HEADERS, large.size(), large.most()));
        };
    }

    /** Puts a reply where it waits until there is room. */
    DeliveryInput setAside(DeliveryRecord cause, StoredEvent reply) {
        DeliveryInput set = copies.setAside(cause, reply, "reply/" + reply.event().getId());
        if (set instanceof DeliveryInput.ReplyStored) {
            metrics.replied(cause.function(), ReplyFate.WAITING);
        }
        return set;
    }

    /**
     * Puts a callback where it waits until there is room; returns whether it is there. Would its
     * cause be held instead, a stream full of events with callbacks could never make room.
     */
    boolean setCallbackAside(DeliveryRecord cause, StoredEvent callback) {
        return copies.setAside(cause, callback, "callback/" + callback.event().getId())
                instanceof DeliveryInput.ReplyStored;
    }

    /** Stores a dead letter of a reply that must not go on. */
    DeliveryInput bury(DeliveryRecord record, DeadLetterReason reason) {
        DeliveryInput buried = copies.buryReply(record, reason);
        if (buried instanceof DeliveryInput.DeadLetterStored) {
            metrics.replied(
                    record.function(),
                    reason == DeadLetterReason.ReplyLoop ? ReplyFate.LOOP : ReplyFate.REFUSED);
        }
        return buried;
    }

    /**
     * The attempt to store what was set aside. While there is no room, its receiver is not there:
     * that costs no attempt, and one reply at a time finds out whether it has changed.
     */
    CompletableFuture<InvocationOutcome> attempt(DeliveryRecord waiting) {
        return publish(waiting.event())
                .thenApply(
                        result ->
                                switch (result) {
                                    case PublishResult.Stored _ -> STORED;
                                    case PublishResult.Full full -> away(full.reason());
                                    case PublishResult.Unavailable unavailable ->
                                            away(unavailable.reason());
                                    case PublishResult.TooLarge large ->
                                            never(tooLarge(ALL, large.size(), large.most()));
                                    case PublishResult.HeadersTooLarge large ->
                                            never(tooLarge(HEADERS, large.size(), large.most()));
                                });
    }

    private CompletableFuture<PublishResult> publish(StoredEvent reply) {
        if (reply.event().getType().equals(EventTypes.CALLBACK)) {
            return publisher.publish(CallbackEvents.subject(reply).orElseThrow(), reply);
        }
        return publisher.publishReply(EventSubjects.of(reply), reply);
    }

    private static InvocationOutcome away(String reason) {
        return new Retryable(Failure.UNREACHABLE, reason, Optional.empty(), Optional.empty());
    }

    private static InvocationOutcome never(String mistake) {
        return new Terminal(mistake, Optional.empty());
    }

    private static String tooLarge(String what, long size, long most) {
        return Replies.noEvent(
                "its %s are %d bytes together; NATS takes %d".formatted(what, size, most));
    }
}
