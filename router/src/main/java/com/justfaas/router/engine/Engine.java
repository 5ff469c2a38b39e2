package com.justfaas.router.engine;

import com.justfaas.events.FunctionName;
import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.streams.Newcomers;
import com.justfaas.events.streams.Newcomers.Place;
import com.justfaas.events.topics.DeliveryPolicy;
import com.justfaas.events.topics.Subscription;
import com.justfaas.router.delivery.DeliveryProtocol;
import com.justfaas.router.delivery.DeliveryState.Ending;
import com.justfaas.router.delivery.Hold;
import com.justfaas.router.delivery.Step;
import com.justfaas.router.engine.Conservation.Balance;
import com.justfaas.router.functions.KnownFunction;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs deliveries, each on a virtual thread of its own, from wherever they come. */
public final class Engine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    /** Longest that an event is held for a delivery that does not come to its end. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration PATIENCE_UNDER_PRESSURE = Duration.ofMillis(100);
    private static final double PRESSURE = 0.5;

    /** As many as the readers of the backlog have under way between them. */
    private static final int MOST_NEW_COPIES = 1000;

    /** As many as events are held: most events are for one function. */
    private static final int MOST_HOLDING = 4000;

    /** Deliveries that wait for their turn: about 200 bytes each. */
    private static final int MOST_WAITING = 10_000;

    private final Lanes lanes;
    private final Attempts attempts;
    private final Copies copies;
    private final Aftermath aftermath;
    private final LargeEvents largeEvents;
    private final EngineMetrics metrics;
    private final Faults faults;
    private final Clock clock;
    private final DoubleSupplier pressure;
    private final Newcomers newCopies = new Newcomers(MOST_NEW_COPIES);
    private final FairQueue queue = new FairQueue(Newcomers.MOST, MOST_HOLDING);
    private final Conservation conservation = new Conservation();
    private final AtomicInteger deliveries = new AtomicInteger();
    private final DeadlineWatch running = new DeadlineWatch("deliver-watch", this::tick);

    /**
     * @param pressure how full the place for live events is, from 0 to 1
     */
    public Engine(
            Lanes lanes,
            Attempts attempts,
            Copies copies,
            Aftermath aftermath,
            LargeEvents largeEvents,
            EngineMetrics metrics,
            Faults faults,
            Clock clock,
            DoubleSupplier pressure) {
        this.faults = faults;
        this.lanes = lanes;
        this.attempts = attempts;
        this.copies = copies;
        this.aftermath = aftermath;
        this.largeEvents = largeEvents;
        this.metrics = metrics;
        this.clock = clock;
        this.pressure = pressure;
    }

    private void tick() {
        newCopies.forgetOld();
        queue.tick();
    }

    /** How many deliveries of events for many functions have not started yet. */
    public int waiting() {
        return queue.waiting();
    }

    /** Whether the deliveries of one more event that waits in the backlog can be started. */
    public boolean hasRoomToStart() {
        return queue.waiting() < MOST_WAITING;
    }

    /** The same for an event that has just come: those that wait go first. */
    boolean hasRoomForNewEvent() {
        return queue.waiting() < MOST_WAITING / 2;
    }

    /**
     * Starts work for a delivery, on a thread of its own, in the function's turn.
     *
     * @param keeper of the event, which the work releases or leaves
     */
    void startInTurn(DeliveryRecord record, Keeper keeper, HoldingWork work) {
        queue.add(
                record.function(),
                permit -> start(record, keeper.then(permit::release), permit::release, work));
    }

    /** Starts work for a delivery, on a thread of its own, at once. */
    void startNow(DeliveryRecord record, Keeper keeper, HoldingWork work) {
        start(record, keeper, () -> {}, work);
    }

    private void start(DeliveryRecord record, Keeper keeper, Runnable last, HoldingWork work) {
        try {
            start(
                    threadName(record),
                    self -> {
                        try {
                            work.run(keeper, self);
                        } finally {
                            last.run(); // also when it breaks off
                        }
                    });
        } catch (RuntimeException | Error e) {
            var _ = faults.note(Faults.Where.DELIVERY, record.function(), e);
            keeper.leave(); // no thread could be started: the event comes again
        }
    }

    /** Work that holds an event, and may wait. */
    interface HoldingWork {

        /**
         * Runs once.
         *
         * @param keeper of the event, to be released or left
         * @param self for waits of the thread that runs it
         */
        void run(Keeper keeper, Deadline self) throws InterruptedException;
    }

    /**
     * Delivers an event; returns when the delivery has ended here.
     *
     * @param self of the calling thread, which {@link #start} started
     */
    void deliver(DeliveryRecord record, KnownFunction receiver, Keeper keeper, Deadline self)
            throws InterruptedException {
        var _ = deliver(record, receiver, lanes.of(receiver), keeper, false, self);
    }

    /**
     * Waits for room for one more copy: when thousands of functions come back at once, each has
     * much that waits. {@link #deliverCopy} or {@link #giveBackRoom} must follow.
     */
    public void awaitRoomForCopy() throws InterruptedException {
        newCopies.reserve();
    }

    /** There is no copy to be delivered after all. */
    public void giveBackRoom() {
        newCopies.release(1);
    }

    /**
     * Delivers a copy from the backlog, for which there is room; returns at once.
     *
     * @param permitted the lane that has given a permit for it, and gets it back
     * @param then told when the delivery is over here
     */
    public void deliverCopy(
            DeliveryRecord record,
            KnownFunction receiver,
            Lane permitted,
            Keeper keeper,
            Consumer<Ending> then) {
        Place place = newCopies.take();
        start(
                threadName(record),
                self -> {
                    Ending ending = Ending.LEFT; // also when it breaks off
                    try {
                        ending = deliver(record, receiver, permitted, keeper, true, self);
                    } finally {
                        newCopies.over(place);
                        then.accept(ending);
                    }
                });
    }

    private Ending deliver(
            DeliveryRecord record,
            KnownFunction receiver,
            Lane lane,
            Keeper keeper,
            boolean permitHeld,
            Deadline handOver)
            throws InterruptedException {
        DeliveryRun run =
                new DeliveryRun(
                        receiver,
                        lane,
                        attempts,
                        copies,
                        aftermath,
                        keeper,
                        largeEvents,
                        faults,
                        clock,
                        permitHeld,
                        handOver,
                        patience());
        return count(record, run, keeper, DeliveryProtocol.begin(record, keeper.hold()));
    }

    /** Gives a delivery up without a further attempt; returns when the dead letter is stored. */
    public void giveUp(DeliveryRecord record, Keeper keeper, DeadLetterReason reason)
            throws InterruptedException {
        DeliveryRun run =
                new DeliveryRun(
                        nobody(record.function()),
                        new Lane(DeliveryPolicy.DEFAULT, clock),
                        attempts,
                        copies,
                        aftermath,
                        keeper,
                        largeEvents,
                        faults,
                        clock,
                        false,
                        Deadline.watched(),
                        PATIENCE);
        var _ =
                count(
                        record,
                        run,
                        keeper,
                        DeliveryProtocol.beginGivenUp(record, keeper.hold(), reason));
    }

    private KnownFunction nobody(FunctionName name) {
        return new KnownFunction(name, "", Subscription.NOTHING, clock.instant());
    }

    private Ending count(DeliveryRecord record, DeliveryRun run, Keeper keeper, Step first)
            throws InterruptedException {
        deliveries.incrementAndGet();
        try {
            conservation.begun(keeper.hold() instanceof Hold.Event);
            Ending ending = run.run(first);
            conservation.ended(ending);
            metrics.ended(record.function(), ending);
            return ending;
        } catch (RuntimeException | Error e) {
            keeper.leave(); // the process is at its end: it is not over, and must come again
            conservation.ended(Ending.LEFT);
            throw e;
        } finally {
            deliveries.decrementAndGet();
        }
    }

    /**
     * Less while many events are held, or deliveries wait: one that waits takes the place of one
     * that could be done.
     */
    private Duration patience() {
        return pressure.getAsDouble() < PRESSURE && queue.waiting() == 0
                ? PATIENCE
                : PATIENCE_UNDER_PRESSURE;
    }

    private static String threadName(DeliveryRecord record) {
        return "deliver-" + record.eventSequence() + "-" + record.function();
    }

    /** Something to do that may wait. */
    interface Work {

        /**
         * Runs once.
         *
         * @param self for waits of the thread that runs it
         */
        void run(Deadline self) throws InterruptedException;
    }

    void start(String name, Work work) {
        Deadline self = Deadline.watched();
        Thread thread = self.of(Thread.ofVirtual().name(name), () -> run(work, self));
        running.add(self);
        thread.start();
    }

    private void run(Work work, Deadline self) {
        try {
            work.run(self);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // a defect of ours: who keeps the delivery was told that it is left
            LOG.error("a delivery broke off", e);
        } finally {
            running.remove(self);
        }
    }

    /** How many deliveries run. */
    public int running() {
        return deliveries.get();
    }

    /** The count of deliveries. */
    public Balance balance() {
        return conservation.balance(deliveries::get);
    }

    /** Waits until nothing runs any more, or the time is over. */
    public boolean awaitIdle(Duration most) throws InterruptedException {
        long deadline = System.nanoTime() + most.toNanos();
        // look again each time: a delivery that ends may start another
        for (Optional<Deadline> any = running.any(); any.isPresent(); any = running.any()) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (left.isNegative() || !any.get().thread().join(left)) {
                return false;
            }
        }
        return true;
    }

    /** Breaks off what still runs: it stays in its keeping, and comes again elsewhere. */
    @Override
    public void close() {
        queue.close(); // before what runs is broken off: it would start what waits
        running.close();
        running.all().forEach(each -> each.thread().interrupt());
    }
}
