package com.justfaas.router.simulation;

import static com.justfaas.router.simulation.VirtualTime.MILLI;
import static com.justfaas.router.simulation.VirtualTime.SECOND;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.topics.DeliveryPolicy;
import com.justfaas.router.simulation.SimulatedFunction.Mood;
import java.time.Duration;
import java.util.function.Consumer;

/** What happens to the router from outside, planned ahead: events, functions' lives, bad days. */
final class Script {

    private final World world;
    private final Membership membership;
    private final Conditions conditions;
    private final Chance chance;
    private int planned;

    Script(World world, Membership membership) {
        this.world = world;
        this.membership = membership;
        this.conditions = world.fate().conditions();
        this.chance = world.chance();
    }

    void plan() {
        for (int i = 1; i <= conditions.functions(); i++) {
            SimulatedFunction function =
                    new SimulatedFunction(
                            new FunctionName("ns", "f" + i),
                            chance.between(0, 1),
                            chance.hits(0.4)
                                    ? SimulatedReply.NONE
                                    : chance.oneOf(SimulatedReply.values()),
                            policy(),
                            chance);
            world.functions().add(function);
            moods(function);
            if (conditions.changes()) {
                changes(function);
            }
        }
        world.functions()
                .add(
                        new SimulatedFunction(
                                Names.Receivers.WAITING_REPLIES,
                                Known.NOTHING,
                                SimulatedReply.NONE,
                                DeliveryPolicy.DEFAULT,
                                chance));
        for (int i = 1; i <= conditions.replicas(); i++) {
            Replica replica = new Replica(i, world, membership);
            membership.join(replica);
            world.time().after(chance.between(0, 100) * MILLI, replica::start);
        }
        planned = conditions.events();
        for (int i = conditions.events(); i > 0; ) {
            int together = Math.min(i, chance.oneOf(1, 1, 5));
            i -= together;
            somewhen(() -> publishSoon(together, 50 * MILLI));
        }
        badDays();
        world.time().after(conditions.healsAt(), this::heal);
    }

    /** Whether nothing more will happen that the router would have to deal with. */
    boolean isPlayed() {
        return planned == 0;
    }

    private DeliveryPolicy policy() {
        return new DeliveryPolicy(
                Duration.ofMillis(chance.oneOf(100, 1_500, 8_000)),
                chance.oneOf(0, 1, 3, 10),
                Duration.ofMillis(chance.oneOf(0, 0, 100, 1_000, 3_000)),
                Duration.ofSeconds(chance.oneOf(15, 600, 3_600)),
                chance.oneOf(1, 2, 5),
                false);
    }

    private void somewhen(Runnable action) {
        world.time().after(chance.between(0, conditions.healsAt() * 3 / 4), action);
    }

    private void publishSoon(int events, long within) {
        for (int i = 0; i < events; i++) {
            world.time().after(chance.between(0, within), this::publish);
        }
    }

    private void publishBeforeAllHaveHeard() {
        int events = chance.between(0, 2);
        planned += events;
        publishSoon(events, conditions.lag());
    }

    private void publish() {
        planned--;
        EventStream.Event event = world.streams().events().publish(chance.between(0, 1));
        world.note(() -> "event %d is accepted".formatted(event.sequence()));
        for (SimulatedFunction function : world.functions().all()) {
            function.known()
                    .filter(known -> known.wants(event.kind()))
                    .filter(known -> world.functions().isThereSince(known.uid(), conditions.lag()))
                    .ifPresent(known -> world.ledger().owed(event.sequence(), known.uid()));
        }
    }

    private void moods(SimulatedFunction function) {
        if (world.fate().isHealed()) {
            return;
        }
        function.feel(chance.hits(0.35) ? Mood.WELL : chance.oneOf(Mood.values()));
        world.note(function::toString);
        world.time().after(chance.between(SECOND / 10, 8 * SECOND), () -> moods(function));
    }

    private void changes(SimulatedFunction function) {
        if (chance.hits(0.5)) {
            somewhen(() -> pause(function));
        }
        if (chance.hits(0.4)) {
            somewhen(() -> delete(function));
        }
    }

    private void pause(SimulatedFunction function) {
        function.pause(true);
        said(function);
        world.time().after(chance.between(SECOND, 15 * SECOND), () -> resume(function));
    }

    private void resume(SimulatedFunction function) {
        function.pause(false);
        said(function);
    }

    private void delete(SimulatedFunction function) {
        function.delete();
        said(function);
        if (chance.hits(0.6)) {
            planned++;
            world.time()
                    .after(
                            chance.between(0, 3 * SECOND),
                            () -> {
                                planned--;
                                function.createAgain();
                                said(function);
                                publishBeforeAllHaveHeard();
                            });
        }
    }

    private void said(SimulatedFunction function) {
        if (function.known().isEmpty() && world.functions().isGone(function.uid())) {
            return;
        }
        world.functions().said(function);
        world.note(function::toString);
    }

    private void badDays() {
        Faults faults = conditions.faults();
        if (faults.fullStreams()) {
            somewhen(() -> fullForAWhile(world.streams().backlog()::full));
            somewhen(() -> fullForAWhile(world.streams().deadLetters()::full));
            somewhen(() -> fullForAWhile(world.streams().replies()::full));
        }
        if (faults.splitOwners()) {
            somewhen(() -> membership.split(chance.between(SECOND, 10 * SECOND)));
        }
        if (faults.crashes() > 0) {
            for (int i = chance.between(0, 3); i > 0; i--) {
                somewhen(() -> chance.oneOf(membership.replicas()).crash("by chance"));
            }
        }
    }

    private void fullForAWhile(Consumer<Boolean> stream) {
        stream.accept(true);
        world.time().after(chance.between(SECOND, 10 * SECOND), () -> stream.accept(false));
    }

    private void heal() {
        world.fate().heal();
        world.streams().backlog().full(false);
        world.streams().deadLetters().full(false);
        world.streams().replies().full(false);
        for (SimulatedFunction function : world.functions().all()) {
            function.feel(Mood.WELL);
            resume(function);
        }
    }
}
