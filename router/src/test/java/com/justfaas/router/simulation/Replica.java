package com.justfaas.router.simulation;

import com.justfaas.events.FunctionName;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.router.delivery.Step;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** One replica of the router: everything in it is lost when it crashes. */
final class Replica {

    private static final long SETTLE = 1_500 * VirtualTime.MILLI;
    private static final long LOOK_EVERY = 500 * VirtualTime.MILLI;

    private final int id;
    private final World world;
    private final Membership membership;
    private final Link link;
    private final Map<FunctionName, SimulatedLane> lanes = new LinkedHashMap<>();
    private final Map<FunctionName, SimulatedReader> readers = new LinkedHashMap<>();
    private final Set<SimulatedDelivery> deliveries = new LinkedHashSet<>();
    private News news;
    private List<Integer> seen = List.of();
    private long settledAt;
    private int life;
    private boolean alive;
    private long diedAt;

    Replica(int id, World world, Membership membership) {
        this.id = id;
        this.world = world;
        this.membership = membership;
        this.link = new Link(world, this);
        this.news = new News(world.functions());
        world.functions()
                .tellOfChanges(
                        change ->
                                after(
                                        world.chance().between(0, world.fate().conditions().lag()),
                                        () -> hear(change)));
    }

    int id() {
        return id;
    }

    int life() {
        return life;
    }

    Link link() {
        return link;
    }

    long silentFor() {
        return alive ? 0 : world.time().now() - diedAt;
    }

    boolean isIdle() {
        return deliveries.isEmpty() && readers.values().stream().allMatch(r -> r.taken() == 0);
    }

    /** Everything that was promised here is kept: permits are back, nothing is kept in mind. */
    void checkEnd() {
        lanes.forEach(
                (name, lane) ->
                        Violation.unless(
                                lane.inUse() == 0,
                                () -> "%s: permits of %s are not back".formatted(this, name)));
    }

    void start() {
        alive = true;
        life++;
        news = new News(world.functions());
        hear(world.functions().changes().size() - 1);
        note(() -> "starts");
        new SimulatedIntake(world, this).pull();
        lookAround();
    }

    void crash(String when) {
        if (!alive) {
            return;
        }
        world.fate().struck(Fault.REPLICA_CRASHED, this + " " + when);
        alive = false;
        life++;
        diedAt = world.time().now();
        lanes.clear();
        readers.clear();
        deliveries.clear();
        seen = List.of();
        world.time().after(world.chance().between(0, 5 * VirtualTime.SECOND), this::start);
    }

    boolean mayCrash(String when) {
        if (world.chance().hits(world.fate().faults().crashes())) {
            crash(when);
            return true;
        }
        return false;
    }

    /** As soon as the replica comes round to it. */
    void soon(Runnable action) {
        int millis = world.chance().hits(0.03) ? 20 : 2;
        after(world.chance().between(0, millis * VirtualTime.MILLI), action);
    }

    void after(long micros, Runnable action) {
        after(life, micros, action);
    }

    /** Unless it has crashed by then. */
    void after(int inLife, long micros, Runnable action) {
        world.time()
                .after(
                        micros,
                        () -> {
                            if (alive && life == inLife) {
                                action.run();
                            }
                        });
    }

    private void hear(int change) {
        news.hear(
                change,
                said ->
                        Optional.ofNullable(lanes.get(said.name()))
                                .ifPresent(lane -> lane.follow(said.known())));
        note(() -> "has heard " + news);
    }

    News news() {
        return news;
    }

    SimulatedLane lane(FunctionName name) {
        return lanes.computeIfAbsent(name, missing -> new SimulatedLane(world, news.find(missing)));
    }

    void run(Keeper keeper, DeliveryRecord record, boolean permitted, Step first) {
        SimulatedDelivery delivery = new SimulatedDelivery(world, this, keeper, record, permitted);
        deliveries.add(delivery);
        delivery.begin(first);
    }

    void ended(SimulatedDelivery delivery) {
        deliveries.remove(delivery);
        wake(delivery.record().function());
    }

    /** Tells every replica that something was put into a backlog. */
    void announce(FunctionName name) {
        membership
                .replicas()
                .forEach(other -> link.send("wake", () -> other.soon(() -> other.wake(name))));
    }

    /** Something may wait for a function. */
    void wake(FunctionName name) {
        if (readers.containsKey(name) || reads(name)) {
            readers.computeIfAbsent(name, n -> new SimulatedReader(world, this, n)).wake();
        }
    }

    /** Whether it is ours to read a function's backlog. */
    boolean reads(FunctionName name) {
        return alive && settledAt <= world.time().now() && membership.isOwner(this, name);
    }

    private void lookAround() {
        List<Integer> now = membership.seenBy(this);
        if (!now.equals(seen)) {
            note(() -> "sees %s".formatted(now));
            seen = now;
            settledAt = world.time().now() + SETTLE;
        }
        world.streams().backlog().functions().forEach(this::wake);
        List.copyOf(readers.keySet()).forEach(this::wake);
        after(LOOK_EVERY, this::lookAround);
    }

    private void note(Supplier<String> what) {
        world.note(() -> this + " " + what.get());
    }

    @Override
    public String toString() {
        return "replica-" + id;
    }
}
