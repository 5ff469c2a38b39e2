package com.justfaas.router.engine;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.Payload;
import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.Failures;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.events.filter.FilterVerdict;
import com.justfaas.events.filter.FilterVerdict.Passes;
import com.justfaas.events.filter.FilterVerdict.Refuses;
import com.justfaas.events.streams.LiveEvent;
import com.justfaas.router.binding.MessageHeaders;
import com.justfaas.router.callback.Receivers;
import com.justfaas.router.delivery.DeliveryInput;
import com.justfaas.router.delivery.Hold;
import com.justfaas.router.delivery.Verdicts;
import com.justfaas.router.engine.Faults.Where;
import com.justfaas.router.functions.FunctionSnapshot;
import com.justfaas.router.functions.KnownFunction;
import com.justfaas.router.functions.Match;
import com.justfaas.router.functions.Match.Filtered;
import com.justfaas.router.functions.UnheardEvents;
import com.justfaas.router.invocation.FunctionResponse;
import com.justfaas.router.invocation.InvocationOutcome;
import com.justfaas.router.invocation.InvocationOutcome.Failure;
import com.justfaas.router.invocation.InvocationOutcome.Retryable;
import com.justfaas.router.invocation.InvocationOutcome.Succeeded;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a delivery of an event to each function that subscribed to it, in that function's turn.
 * The event is acknowledged when no delivery needs it any more.
 */
public final class EventFanOut {

    private static final Logger LOG = LoggerFactory.getLogger(EventFanOut.class);

    /**
     * An event for so few functions does not wait for events that are for more: its deliveries
     * start at once, and are bounded by the bound on events that are held.
     */
    private static final int FEW = 4;

    private static final Duration STORE_AGAIN = Duration.ofSeconds(1);
    private static final Hold EVENT = new Hold.Event();

    private static final InvocationOutcome STARTED =
            new Succeeded(new FunctionResponse(200, MessageHeaders.NONE, Payload.EMPTY, false));

    /** Of an event whose deliveries cannot be started now: its copy stays. */
    public static final InvocationOutcome LEFT =
            new Retryable(
                    Failure.OURS,
                    "the deliveries cannot be started now",
                    Optional.empty(),
                    Optional.empty());

    private final Supplier<FunctionSnapshot> functions;
    private final Engine engine;
    private final Copies copies;
    private final UnheardEvents unheard;
    private final EngineMetrics metrics;
    private final Faults faults;
    private final Clock clock;

    /** Half of the processors are left to the deliveries of this replica. */
    private final Semaphore evaluations =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

    public EventFanOut(
            Supplier<FunctionSnapshot> functions,
            Engine engine,
            Copies copies,
            UnheardEvents unheard,
            EngineMetrics metrics,
            Faults faults,
            Clock clock) {
        this.functions = functions;
        this.engine = engine;
        this.copies = copies;
        this.unheard = unheard;
        this.metrics = metrics;
        this.faults = faults;
        this.clock = clock;
    }

    /**
     * An event, the functions that it is for not known yet.
     *
     * @param waited whether it waited in the backlog
     */
    private record Source(StoredEvent event, long sequence, Instant acceptedAt, boolean waited) {

        static Source of(LiveEvent live, StoredEvent event) {
            return new Source(event, live.sequence(), live.storedAt(), false);
        }

        static Source of(DeliveryRecord waiting) {
            return new Source(waiting.event(), waiting.eventSequence(), waiting.acceptedAt(), true);
        }

        DeliveryRecord recordFor(FunctionName function, String uid) {
            return DeliveryRecord.first(function, uid, sequence, acceptedAt, event);
        }

        Delivery to(KnownFunction function) {
            return new Delivery(recordFor(function.name(), function.uid()), function, waited);
        }
    }

    /** An event on its way to one function. */
    private record Delivery(DeliveryRecord record, KnownFunction function, boolean waited) {}

    /** Starts the deliveries of an event; returns false when too many wait already. */
    boolean tryStart(LiveEvent live, StoredEvent event) {
        Match match = functions.get().matchQuickly(event.event());
        if (match.size() > FEW && !engine.hasRoomForNewEvent()) {
            return false;
        }
        start(Source.of(live, event), match, live::ack, live::leave);
        return true;
    }

    /**
     * Puts an event into the backlog as a whole, where it takes no place of the shared consumer
     * until its deliveries can be started. While it cannot be stored, it is held until they can.
     */
    void store(LiveEvent live, StoredEvent event) throws InterruptedException {
        DeliveryRecord waiting =
                Source.of(live, event)
                        .recordFor(Names.Receivers.WAITING_EVENTS, Receivers.EVENTS_UID);
        while (!(copies.store(waiting, Duration.ZERO, EVENT) instanceof DeliveryInput.CopyStored)) {
            Thread.sleep(STORE_AGAIN);
            if (tryStart(live, event)) {
                return;
            }
        }
        live.ack();
    }

    /**
     * Starts the deliveries of an event that waited in the backlog.
     *
     * @return completed when no delivery needs the copy any more
     */
    public CompletableFuture<InvocationOutcome> start(DeliveryRecord waiting) {
        CompletableFuture<InvocationOutcome> outcome = new CompletableFuture<>();
        start(
                Source.of(waiting),
                functions.get().matchQuickly(waiting.event().event()),
                () -> outcome.complete(STARTED),
                () -> outcome.complete(LEFT));
        return outcome;
    }

    private void start(Source source, Match match, Runnable release, Runnable leave) {
        if (match.size() == 0) {
            unheard.add(source.event());
            release.run();
            return;
        }
        FanOut fanOut = new FanOut(release, leave, match.size());
        for (Filtered filtered : match.filtered()) {
            settle(
                    source.to(filtered.function()),
                    fanOut.keeper(),
                    keeper -> filtered(filtered, keeper));
        }
        boolean few = match.size() <= FEW;
        for (KnownFunction receiver : match.receivers()) {
            Delivery delivery = source.to(receiver);
            start(delivery, few, fanOut.keeper(), (kept, self) -> deliver(delivery, kept, self));
        }
        for (KnownFunction function : match.undecided()) {
            Delivery delivery = source.to(function);
            start(
                    delivery,
                    false,
                    fanOut.keeper(),
                    (kept, self) -> deliverIfWanted(delivery, kept, self));
        }
    }

    private void start(Delivery delivery, boolean now, Keeper keeper, Engine.HoldingWork work) {
        settle(
                delivery,
                keeper,
                kept -> {
                    if (now) {
                        engine.startNow(delivery.record(), kept, work);
                    } else {
                        engine.startInTurn(delivery.record(), kept, work);
                    }
                });
    }

    private void deliver(Delivery delivery, Keeper keeper, Deadline self)
            throws InterruptedException {
        Optional<DeadLetterReason> tooLate =
                delivery.waited()
                        ? Verdicts.givenUp(
                                delivery.record(),
                                delivery.function().subscription().policy(),
                                clock.instant())
                        : Optional.empty();
        if (tooLate.isPresent()) {
            engine.giveUp(delivery.record(), keeper, tooLate.get());
        } else {
            engine.deliver(delivery.record(), delivery.function(), keeper, self);
        }
    }

    /** A filter that takes its time, on a thread that no other function waits for. */
    private void deliverIfWanted(Delivery delivery, Keeper keeper, Deadline self)
            throws InterruptedException {
        KnownFunction function = delivery.function();
        FilterVerdict verdict;
        try {
            verdict = evaluate(delivery);
        } catch (RuntimeException | Error e) {
            deadLetter(delivery, keeper, e);
            return;
        }
        switch (verdict) {
            case Passes _ -> deliver(delivery, keeper, self);
            case Refuses refuses ->
                    settle(
                            delivery,
                            keeper,
                            kept -> filtered(new Filtered(function, refuses), kept));
        }
    }

    private FilterVerdict evaluate(Delivery delivery) throws InterruptedException {
        evaluations.acquire();
        try {
            return delivery.function()
                    .subscription()
                    .filter()
                    .verdict(delivery.record().event().event());
        } finally {
            evaluations.release();
        }
    }

    private void filtered(Filtered filtered, Keeper keeper) {
        FunctionName function = filtered.function().name();
        metrics.filtered(function, filtered.verdict().cause());
        LOG.atDebug()
                .addKeyValue("function", function)
                .log("not delivered: {}", filtered.verdict().why());
        keeper.release();
    }

    /** A fault costs the delivery to one function: deliveries to others may be in flight. */
    private void settle(Delivery delivery, Keeper keeper, Consumer<Keeper> work) {
        try {
            work.accept(keeper);
        } catch (RuntimeException | Error e) {
            engine.start(
                    "dead-letter-" + delivery.record().eventSequence(),
                    _ -> deadLetter(delivery, keeper, e));
        }
    }

    private void deadLetter(Delivery delivery, Keeper keeper, Throwable fault)
            throws InterruptedException {
        String why = faults.note(Where.EVENT, delivery.function().name(), fault);
        Instant now = clock.instant();
        engine.giveUp(
                delivery.record().refused(new Failures(now, now, 0, why, "")),
                keeper,
                DeadLetterReason.InternalError);
    }
}
