package com.justfaas.router.backlog;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.router.backlog.FunctionLog.Next;
import com.justfaas.router.delivery.DeliveryState.Ending;
import com.justfaas.router.engine.Deadline;
import com.justfaas.router.engine.Engine;
import com.justfaas.router.engine.Lane;
import com.justfaas.router.engine.Lanes;
import com.justfaas.router.engine.LargeEvents;
import com.justfaas.router.engine.LargeEvents.Room;
import com.justfaas.router.functions.KnownFunction;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Begins with the deliveries of one function's copies when everything is there that one needs: its
 * share of the calls, a permit of the lane, room for the event. Where something is not, it says for
 * how long to wait. For one reader.
 */
final class CopyDeliveries {

    /** What could not be done just now is not tried over and over. */
    private static final Duration AGAIN = Duration.ofMillis(100);

    private static final Duration AT_ONCE = Duration.ZERO;

    private final FunctionName name;
    private final Crowd crowd;
    private final Lanes lanes;
    private final LargeEvents largeEvents;
    private final Engine engine;
    private final Clock clock;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile long leftAt = System.nanoTime() - AGAIN.toNanos();
    private long begunAt = leftAt;

    CopyDeliveries(
            FunctionName name,
            Crowd crowd,
            Lanes lanes,
            LargeEvents largeEvents,
            Engine engine,
            Clock clock) {
        this.name = name;
        this.crowd = crowd;
        this.lanes = lanes;
        this.largeEvents = largeEvents;
        this.engine = engine;
        this.clock = clock;
    }

    /** Until the function is probed, when it is down. */
    Optional<Duration> untilProbe(KnownFunction function) {
        return lanes.of(function)
                .probeAt()
                .map(at -> Duration.between(clock.instant(), at))
                .filter(Duration::isPositive);
    }

    /** How many copies to read at a time. */
    int batch(KnownFunction function) {
        Lane lane = lanes.of(function);
        return lane.probeAt().isPresent() ? 1 : Math.min(crowd.batch(), 2 * lane.allowed());
    }

    /**
     * Begins with one, if that may be now.
     *
     * @param patience of the calling thread
     * @param wake told when the delivery is over
     * @return how long to wait before this is asked again
     */
    Duration begin(Next next, KnownFunction function, Deadline patience, Runnable wake)
            throws InterruptedException {
        crowd.join(name);
        if (since(leftAt).compareTo(AGAIN) < 0) {
            return AGAIN;
        }
        if (name.equals(Names.Receivers.WAITING_EVENTS)) {
            if (!engine.hasRoomToStart()) {
                return AGAIN;
            }
        } else if (!crowd.mayBegin(underWay.get(), since(begunAt))) {
            return Crowd.MORE_EVERY;
        }
        Lane lane = lanes.of(function);
        patience.set(AGAIN);
        boolean permitted = lane.acquireForBacklog(patience);
        boolean waited = patience.isOver();
        patience.clear();
        if (permitted) {
            return begin(next, function, lane, wake) ? AT_ONCE : AGAIN;
        }
        return waited ? AT_ONCE : AGAIN; // down, or paused: the lane may know before we do
    }

    private boolean begin(Next next, KnownFunction function, Lane lane, Runnable wake)
            throws InterruptedException {
        boolean begun = false;
        Optional<Room> room = largeEvents.tryTake(name, next.entry().size(), lane.takesLong());
        try {
            begun = room.isPresent() && begin(next, function, lane, room.get(), wake);
            return begun;
        } finally {
            if (!begun) {
                room.ifPresent(Room::giveBack);
                lane.releaseUnused();
            }
        }
    }

    private boolean begin(Next next, KnownFunction function, Lane lane, Room room, Runnable wake)
            throws InterruptedException {
        Optional<DeliveryRecord> record = next.record();
        if (record.isEmpty()) {
            return false;
        }
        engine.awaitRoomForCopy();
        if (!next.take()) {
            engine.giveBackRoom();
            return false;
        }
        underWay.incrementAndGet();
        crowd.begun();
        begunAt = System.nanoTime();
        engine.deliverCopy(
                record.get(),
                function,
                lane,
                next.keeper(),
                ending -> {
                    room.giveBack();
                    ended(ending);
                    wake.run();
                });
        return true;
    }

    private void ended(Ending ending) {
        underWay.decrementAndGet();
        crowd.ended();
        if (ending == Ending.LEFT) {
            leftAt = System.nanoTime();
        }
    }

    /**
     * Gives one up; returns when the dead letter is stored.
     *
     * @return how long to wait before this is asked again
     */
    Duration bury(Next next, DeadLetterReason reason) throws InterruptedException {
        // it takes long where dead letters cannot be stored
        Optional<Room> room = largeEvents.tryTake(name, next.entry().size(), true);
        if (room.isEmpty()) {
            return AGAIN;
        }
        try {
            Optional<DeliveryRecord> record = next.record();
            if (record.isEmpty() || !next.take()) {
                return AGAIN;
            }
            engine.giveUp(record.get(), next.keeper(), reason);
            return AT_ONCE;
        } finally {
            room.get().giveBack();
        }
    }

    private static Duration since(long at) {
        return Duration.ofNanos(System.nanoTime() - at);
    }
}
