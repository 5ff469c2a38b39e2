package com.justfaas.router.engine;

import com.justfaas.events.EventTypes;
import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.Failures;
import com.justfaas.events.codec.FunctionCalls;
import com.justfaas.events.codec.MalformedEventException;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.events.streams.DeadLetters;
import com.justfaas.events.streams.LiveEvent;
import com.justfaas.events.streams.StreamException;
import com.justfaas.router.callback.CallbackCaller;
import com.justfaas.router.callback.Receivers;
import com.justfaas.router.engine.Faults.Where;
import com.justfaas.router.functions.FunctionSnapshot;
import com.justfaas.router.functions.KnownFunction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events from the consumer that all replicas share, and decides what each is: an event for
 * all that subscribed to it, a call, a callback, or none at all, which is dead-lettered.
 */
public final class EventIntake {

    private static final Logger LOG = LoggerFactory.getLogger(EventIntake.class);
    private static final Duration STORE_AGAIN = Duration.ofSeconds(1);

    private final Supplier<FunctionSnapshot> functions;
    private final Receivers receivers;
    private final CallbackCaller callbacks;
    private final Engine engine;
    private final EventFanOut fanOut;
    private final DeadLetters deadLetters;
    private final EngineMetrics metrics;
    private final Faults faults;
    private final Clock clock;

    public EventIntake(
            Supplier<FunctionSnapshot> functions,
            CallbackCaller callbacks,
            Engine engine,
            EventFanOut fanOut,
            DeadLetters deadLetters,
            EngineMetrics metrics,
            Faults faults,
            Clock clock) {
        this.faults = faults;
        this.functions = functions;
        this.receivers = new Receivers(functions);
        this.callbacks = callbacks;
        this.engine = engine;
        this.fanOut = fanOut;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Takes an event, and returns at once. Whatever happens, the event is settled in the end. */
    public void take(LiveEvent live) {
        try {
            begin(live);
        } catch (RuntimeException | Error e) {
            String mistake = faults.note(Where.EVENT, live.sequence(), e);
            start("malformed", live, () -> bury(live, mistake));
        }
    }

    /** Something to do for an event that may wait. */
    private interface Work {
        void run() throws InterruptedException;
    }

    /** On a thread of its own. */
    private void start(String name, LiveEvent live, Work work) {
        engine.start(
                name + "-" + live.sequence(),
                _ -> {
                    try {
                        work.run();
                    } catch (RuntimeException | Error e) {
                        bury(live, faults.note(Where.EVENT, live.sequence(), e));
                    }
                });
    }

    private void begin(LiveEvent live) {
        StoredEvent event;
        try {
            event = live.read();
        } catch (MalformedEventException e) {
            start("malformed", live, () -> bury(live, String.valueOf(e.getMessage())));
            return;
        }
        boolean foreign = live.isForeign();
        if (foreign && !live.isRedelivery()) {
            metrics.received(event.event().getType());
        }
        if (foreign && isCallback(event)) {
            start(
                    "malformed",
                    live,
                    () ->
                            bury(
                                    live,
                                    "callbacks are made and signed by FaaS Events only; publish an event with %s"
                                            .formatted(Names.Headers.WEBHOOK_URL)));
        } else if (foreign && event.callback().isPresent()) {
            // on a thread of its own: to know where NATS is may take a look at DNS
            start("webhook", live, () -> takeIfAnswerable(live, event));
        } else {
            route(live, event, foreign);
        }
    }

    /** An event whose callback no door of ours has looked at. */
    private void takeIfAnswerable(LiveEvent live, StoredEvent event) throws InterruptedException {
        Optional<String> mistake = callbacks.mistake(event);
        if (mistake.isPresent()) {
            bury(live, mistake.get());
        } else {
            route(live, event, true);
        }
    }

    private void route(LiveEvent live, StoredEvent event, boolean foreign) {
        Optional<FunctionName> one = Names.Subjects.onlyReceiver(live.subject());
        if (one.isEmpty()) {
            fanOut(live, event);
        } else if (foreign && event.event().getType().equals(EventTypes.FUNCTION_INVOKED)) {
            start("call", live, () -> foreignCall(live, event, one.get()));
        } else {
            toOne(live, event, one.get());
        }
    }

    /**
     * A call that no door of ours has read: the subject says who is called, and data must agree.
     */
    private void foreignCall(LiveEvent live, StoredEvent event, FunctionName name)
            throws InterruptedException {
        try {
            FunctionName called = FunctionCalls.read(event.data()).function();
            if (called.equals(name)) {
                toOne(live, event, name);
            } else {
                bury(
                        live,
                        "the subject calls %s, and the data calls %s; both must name the same function"
                                .formatted(name, called));
            }
        } catch (MalformedEventException e) {
            bury(live, "the data is no function call: " + e.getMessage());
        }
    }

    /** A call, or a callback. */
    private void toOne(LiveEvent live, StoredEvent event, FunctionName name) {
        Keeper keeper = new FanOut(live::ack, live::leave, 1).keeper();
        DeliveryRecord unknown =
                DeliveryRecord.first(name, "", live.sequence(), live.storedAt(), event);
        if (isCallback(event)) {
            // on a thread of its own: to know where NATS is may take a look at DNS
            start(
                    "callback",
                    live,
                    () -> {
                        Optional<String> objection = callbacks.objection(event);
                        if (objection.isPresent()) {
                            forbid(unknown, keeper, objection.get());
                        } else {
                            deliver(live, unknown, keeper);
                        }
                    });
        } else {
            deliver(live, unknown, keeper);
        }
    }

    private void deliver(LiveEvent live, DeliveryRecord unknown, Keeper keeper) {
        // a call reaches functions only, and nobody who is called for callbacks
        Optional<KnownFunction> receiver =
                isCallback(unknown.event())
                        ? receivers.find(unknown.function())
                        : functions.get().find(unknown.function());
        if (receiver.isPresent()) {
            DeliveryRecord record =
                    DeliveryRecord.first(
                            receiver.get().name(),
                            receiver.get().uid(),
                            live.sequence(),
                            live.storedAt(),
                            unknown.event());
            engine.startNow(
                    record,
                    keeper,
                    (kept, self) -> engine.deliver(record, receiver.get(), kept, self));
        } else {
            start(
                    "dead",
                    live,
                    () -> engine.giveUp(unknown, keeper, DeadLetterReason.FunctionDeleted));
        }
    }

    private static boolean isCallback(StoredEvent event) {
        return event.event().getType().equals(EventTypes.CALLBACK);
    }

    /** Before it takes a place in the lane of somebody who is not to be called. */
    private void forbid(DeliveryRecord record, Keeper keeper, String objection)
            throws InterruptedException {
        Instant now = clock.instant();
        engine.giveUp(
                record.refused(new Failures(now, now, 0, objection, "")),
                keeper,
                DeadLetterReason.CallbackForbidden);
    }

    private void fanOut(LiveEvent live, StoredEvent event) {
        if (!fanOut.tryStart(live, event)) {
            start("fan-out", live, () -> fanOut.store(live, event));
        }
    }

    /** The event is held until its copy is safe: without one it must not be acknowledged. */
    private void bury(LiveEvent live, String mistake) throws InterruptedException {
        while (!isBuried(live, mistake)) {
            Thread.sleep(STORE_AGAIN);
        }
        metrics.malformed();
        LOG.atWarn()
                .addKeyValue("subject", live.subject())
                .addKeyValue("sequence", live.sequence())
                .log("what was published is no event: {}", mistake);
        live.ack();
    }

    private boolean isBuried(LiveEvent live, String mistake) {
        try {
            deadLetters.storeMalformed(live, mistake);
            return true;
        } catch (StreamException e) {
            LOG.atWarn().log("a dead letter cannot be stored: {}", e.getMessage());
        } catch (RuntimeException | Error e) {
            var _ = faults.note(Where.EVENT, live.sequence(), e);
        }
        return false;
    }
}
