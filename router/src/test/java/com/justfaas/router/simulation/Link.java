package com.justfaas.router.simulation;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A replica's connection to the broker: what is sent may arrive late, twice as late, or not. */
final class Link {

    private static final long GIVES_UP = 3 * VirtualTime.SECOND;
    private static final long AGAIN = VirtualTime.SECOND;

    private final World world;
    private final Replica replica;

    Link(World world, Replica replica) {
        this.world = world;
        this.replica = replica;
    }

    /** A request; either it is answered, or it fails, which says nothing of what was done. */
    <T> void request(String what, Supplier<T> atBroker, Consumer<T> answered, Runnable failed) {
        Fate fate = world.fate();
        Faults faults = fate.faults();
        if (fate.strikes(faults.lostRequests(), Fault.REQUEST_LOST, what)) {
            replica.after(GIVES_UP, failed);
            return;
        }
        if (fate.strikes(faults.lateRequests(), Fault.REQUEST_LATE, what)) {
            replica.after(GIVES_UP, failed);
            long late = GIVES_UP + world.chance().between(0, 10 * VirtualTime.SECOND);
            world.time().after(late, () -> carryOut(what, atBroker));
            return;
        }
        int life = replica.life();
        world.time()
                .after(
                        latency(),
                        () -> {
                            Runnable outcome = outcome(what, atBroker, answered, failed);
                            if (fate.strikes(
                                    fate.faults().lostAnswers(), Fault.ANSWER_LOST, what)) {
                                replica.after(life, GIVES_UP, failed);
                            } else {
                                replica.after(life, latency(), outcome);
                            }
                        });
    }

    private <T> Runnable outcome(
            String what, Supplier<T> atBroker, Consumer<T> answered, Runnable failed) {
        try {
            T result = atBroker.get();
            if (!List.of().equals(result)) {
                world.note(() -> "broker: %s -> %s".formatted(what, result));
            }
            return () -> answered.accept(result);
        } catch (Refusal refusal) {
            world.fate().struck(Fault.REQUEST_REFUSED, what);
            return failed;
        }
    }

    private <T> void carryOut(String what, Supplier<T> atBroker) {
        try {
            T result = atBroker.get();
            world.note(() -> "broker, late: %s -> %s".formatted(what, result));
        } catch (Refusal refusal) {
            world.note(() -> "broker, late: %s refused".formatted(what));
        }
    }

    /** A removal, again and again until it is confirmed. */
    void remove(String what, Runnable atBroker, Runnable confirmed) {
        request(
                what,
                () -> {
                    atBroker.run();
                    return true;
                },
                _ -> confirmed.run(),
                () -> {
                    if (world.rules().repeatsRemovals()) {
                        replica.after(AGAIN, () -> remove(what, atBroker, confirmed));
                    }
                });
    }

    /** A message that nobody answers. */
    void send(String what, Runnable atBroker) {
        if (!world.fate().strikes(world.fate().faults().lostMessages(), Fault.MESSAGE_LOST, what)) {
            world.time()
                    .after(
                            latency(),
                            () -> {
                                world.note(() -> "broker: %s".formatted(what));
                                atBroker.run();
                            });
        }
    }

    private long latency() {
        int millis = world.chance().hits(0.02) ? 200 : 20;
        return world.chance().between(100, millis * VirtualTime.MILLI);
    }
}
