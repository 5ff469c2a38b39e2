package com.justfaas.router.engine;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.MalformedEventException;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.events.streams.DeadLetters;
import com.justfaas.events.streams.LiveEvent;
import com.justfaas.events.streams.StreamException;
import com.justfaas.events.topics.DeliveryPolicy;
import com.justfaas.events.topics.Subscription;
import com.justfaas.router.delivery.DeliveryProtocol;
import com.justfaas.router.delivery.DeliveryState.Ending;
import com.justfaas.router.functions.FunctionSnapshot;
import com.justfaas.router.functions.KnownFunction;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events from the consumer that all replicas share, and runs a delivery to each function that
 * wants them. An event is acknowledged when no delivery needs it any more: each is done, handed
 * over to the backlog, or among the dead letters.
 */
public final class Engine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    /** Longest that an event is held for a delivery that does not come to its end. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration PATIENCE_UNDER_PRESSURE = Duration.ofMillis(100);
    private static final double PRESSURE = 0.5;
    private static final Duration STORE_AGAIN = Duration.ofSeconds(1);

    private final Supplier<FunctionSnapshot> functions;
    private final Lanes lanes;
    private final Attempts attempts;
    private final Copies copies;
    private final DeadLetters deadLetters;
    private final EngineMetrics metrics;
    private final Clock clock;
    private final DoubleSupplier pressure;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();

    /**
     * @param pressure how full the place for live events is, from 0 to 1
     */
    public Engine(
            Supplier<FunctionSnapshot> functions,
            Lanes lanes,
            Attempts attempts,
            Copies copies,
            DeadLetters deadLetters,
            EngineMetrics metrics,
            Clock clock,
            DoubleSupplier pressure) {
        this.functions = functions;
        this.lanes = lanes;
        this.attempts = attempts;
        this.copies = copies;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.clock = clock;
        this.pressure = pressure;
    }

    /** How many deliveries are running. */
    public int running() {
        return running.size();
    }

    /** Takes an event, and returns at once. */
    public void deliver(LiveEvent live) {
        StoredEvent event;
        try {
            event = live.read();
        } catch (MalformedEventException e) {
            start(
                    "malformed-" + live.sequence(),
                    () -> buryMalformed(live, String.valueOf(e.getMessage())));
            return;
        }
        Optional<FunctionName> called = Names.Subjects.functionOfInvoked(live.subject());
        Collection<KnownFunction> receivers =
                called.isPresent()
                        ? List.of(called(called.get()))
                        : functions.get().match(event.event().getType());
        if (receivers.isEmpty()) {
            metrics.unmatched();
            live.ack();
            return;
        }
        FanOut fanOut = new FanOut(live, receivers.size());
        for (KnownFunction receiver : receivers) {
            DeliveryRecord record =
                    DeliveryRecord.first(
                            receiver.name(),
                            receiver.uid(),
                            live.sequence(),
                            live.storedAt(),
                            event);
            start(
                    "deliver-%d-%s".formatted(live.sequence(), receiver.name()),
                    () -> run(record, receiver, fanOut.keeper()));
        }
    }

    /** A function that was called and is gone by now is the receiver still: of a dead letter. */
    private KnownFunction called(FunctionName name) {
        return functions.get().find(name).orElseGet(() -> nobody(name));
    }

    private KnownFunction nobody(FunctionName name) {
        return new KnownFunction(
                name,
                "",
                new Subscription(List.of(), DeliveryPolicy.DEFAULT, List.of()),
                clock.instant());
    }

    private void run(DeliveryRecord record, KnownFunction receiver, Keeper keeper)
            throws InterruptedException {
        if (record.functionUid().isEmpty()) {
            giveUp(record, keeper, DeadLetterReason.FunctionDeleted);
            return;
        }
        var _ = runToTheEnd(record, receiver, keeper, false);
    }

    /**
     * Delivers a copy from the backlog, for which the lane has given a permit; returns at once.
     *
     * @param then told when the delivery is over here
     */
    public void deliverCopy(
            DeliveryRecord record, KnownFunction receiver, Keeper keeper, Consumer<Ending> then) {
        start(
                "deliver-%d-%s".formatted(record.eventSequence(), receiver.name()),
                () -> then.accept(runToTheEnd(record, receiver, keeper, true)));
    }

    private Ending runToTheEnd(
            DeliveryRecord record, KnownFunction receiver, Keeper keeper, boolean permitHeld)
            throws InterruptedException {
        DeliveryRun run =
                new DeliveryRun(
                        receiver,
                        lanes.of(receiver),
                        attempts,
                        copies,
                        keeper,
                        clock,
                        permitHeld,
                        patience());
        return count(record, () -> run.run(DeliveryProtocol.begin(record, keeper.hold())));
    }

    /** Gives a delivery up without a further attempt; returns when the dead letter is stored. */
    public void giveUp(DeliveryRecord record, Keeper keeper, DeadLetterReason reason)
            throws InterruptedException {
        KnownFunction nobody = nobody(record.function());
        DeliveryRun run =
                new DeliveryRun(
                        nobody,
                        new Lane(DeliveryPolicy.DEFAULT, clock),
                        attempts,
                        copies,
                        keeper,
                        clock,
                        false,
                        PATIENCE);
        var _ =
                count(
                        record,
                        () ->
                                run.run(
                                        DeliveryProtocol.beginGivenUp(
                                                record, keeper.hold(), reason)));
    }

    private interface Run {
        Ending run() throws InterruptedException;
    }

    private Ending count(DeliveryRecord record, Run run) throws InterruptedException {
        metrics.began(record.function());
        Ending ending = run.run();
        metrics.ended(record.function(), ending);
        return ending;
    }

    /**
     * Less while many events are held: one that waits takes the place of one that could be done.
     */
    private Duration patience() {
        return pressure.getAsDouble() < PRESSURE ? PATIENCE : PATIENCE_UNDER_PRESSURE;
    }

    /** The event is held until its copy is safe: without one it must not be acknowledged. */
    private void buryMalformed(LiveEvent live, String mistake) throws InterruptedException {
        while (true) {
            try {
                deadLetters.storeMalformed(live, mistake);
                break;
            } catch (StreamException e) {
                LOG.atWarn().log("a dead letter cannot be stored: {}", e.getMessage());
                Thread.sleep(STORE_AGAIN);
            }
        }
        metrics.malformed();
        LOG.atWarn()
                .addKeyValue("subject", live.subject())
                .addKeyValue("sequence", live.sequence())
                .log("what was published is no event: {}", mistake);
        live.ack();
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private void start(String name, Work work) {
        Thread thread =
                Thread.ofVirtual()
                        .name(name)
                        .unstarted(
                                () -> {
                                    try {
                                        work.run();
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    } catch (RuntimeException e) {
                                        // a defect of ours: the delivery stays in its keeping
                                        LOG.error("a delivery broke off", e);
                                    } finally {
                                        running.remove(Thread.currentThread());
                                    }
                                });
        running.add(thread);
        thread.start();
    }

    /** Waits until nothing runs any more, or the time is over. */
    public boolean awaitIdle(Duration most) throws InterruptedException {
        long deadline = System.nanoTime() + most.toNanos();
        for (Thread thread : running) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (left.isNegative() || !thread.join(left)) {
                return false;
            }
        }
        return true;
    }

    /** Breaks off what still runs: it stays in its keeping, and comes again elsewhere. */
    @Override
    public void close() {
        running.forEach(Thread::interrupt);
    }
}
