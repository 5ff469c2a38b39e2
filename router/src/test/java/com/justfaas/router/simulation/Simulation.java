package com.justfaas.router.simulation;

import java.util.Map;
import java.util.Optional;

/** One schedule, from its seed to its end. */
final class Simulation {

    private static final long ENDS_WITHIN = 3_600 * VirtualTime.SECOND;
    private static final long SETTLES_WITHIN = 2 * VirtualTime.SECOND;
    private static final long MOST_STEPS = 2_000_000;

    /**
     * How a schedule went.
     *
     * @param violation of an invariant, if one was found
     * @param struck the faults that took place, and how often each
     */
    record Result(
            Conditions conditions,
            Optional<String> violation,
            Map<Fault, Integer> struck,
            long steps,
            String trace) {}

    private final World world;
    private final Membership membership;
    private final Script script;

    private Simulation(long seed, Rules rules, boolean traced) {
        Conditions conditions = Conditions.of(seed);
        Chance chance = new Chance(seed);
        VirtualTime time = new VirtualTime(chance);
        Trace trace = new Trace(traced);
        Fate fate = new Fate(conditions, chance, time, trace);
        Functions functions = new Functions(time);
        EventStream events = new EventStream(fate, time);
        ReplyLedger replies = new ReplyLedger(fate, time);
        Ledger ledger = new Ledger(fate, time, functions, events, replies);
        this.world =
                new World(
                        rules,
                        fate,
                        time,
                        trace,
                        new World.Streams(
                                events,
                                new BacklogStream(time, ledger),
                                new DeadLetterStream(time, ledger),
                                new ReplyStream(time, replies),
                                ledger),
                        functions);
        this.membership = new Membership(world);
        this.script = new Script(world, membership);
    }

    static Result run(long seed, Rules rules) {
        return new Simulation(seed, rules, false).run();
    }

    /** The same again, with its trace. */
    static Result replay(long seed, Rules rules) {
        return new Simulation(seed, rules, true).run();
    }

    private Result run() {
        Optional<String> violation = Optional.empty();
        try {
            script.plan();
            long restsSince = 0;
            while (world.time().now() - restsSince < SETTLES_WITHIN) {
                world.time().step();
                world.ledger().check();
                checkProgress();
                restsSince = isDone() ? restsSince : world.time().now();
            }
            world.ledger().checkEnd();
            membership.replicas().forEach(Replica::checkEnd);
        } catch (Violation e) {
            violation = Optional.of(String.valueOf(e.getMessage()));
        }
        return new Result(
                world.fate().conditions(),
                violation,
                world.fate().struck(),
                world.time().steps(),
                world.trace().toString());
    }

    private boolean isDone() {
        return world.fate().isHealed()
                && script.isPlayed()
                && world.streams().events().isDone()
                && world.streams().backlog().isEmpty()
                && membership.replicas().stream().allMatch(Replica::isIdle);
    }

    private void checkProgress() {
        long sinceHealed = world.time().now() - world.fate().conditions().healsAt();
        Violation.unless(
                sinceHealed < ENDS_WITHIN && world.time().steps() < MOST_STEPS,
                () ->
                        "it does not come to rest; events %s, backlog %s"
                                .formatted(
                                        world.streams().events().isDone() ? "done" : "not done",
                                        world.streams().backlog()));
    }
}
