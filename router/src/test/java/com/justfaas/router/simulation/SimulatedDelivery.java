package com.justfaas.router.simulation;

import com.justfaas.events.Names;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.topics.DeliveryPolicy;
import com.justfaas.router.delivery.DeliveryCommand;
import com.justfaas.router.delivery.DeliveryInput;
import com.justfaas.router.delivery.DeliveryState;
import com.justfaas.router.delivery.Hold;
import com.justfaas.router.delivery.Step;
import com.justfaas.router.invocation.InvocationOutcome;
import java.util.ArrayDeque;
import java.util.Deque;

/** Carries out what the protocol says for one delivery, one command at a time. */
final class SimulatedDelivery {

    private enum Permit {
        NONE,
        HELD,
        IN_USE
    }

    private final World world;
    private final Replica replica;
    private final Keeper keeper;
    private final DeliveryRecord record;
    private final SimulatedLane lane;
    private final SimulatedCopies copies;
    private final SimulatedReplies replies;
    private final DeliveryPolicy policy;
    private final Deque<DeliveryCommand> commands = new ArrayDeque<>();
    private final Deque<DeliveryInput> inputs = new ArrayDeque<>();
    private DeliveryState state;
    private Permit permit;
    private boolean awake;
    private boolean ended;

    SimulatedDelivery(
            World world, Replica replica, Keeper keeper, DeliveryRecord record, boolean permitted) {
        this.world = world;
        this.replica = replica;
        this.keeper = keeper;
        this.record = record;
        this.copies = new SimulatedCopies(world, replica);
        this.replies = new SimulatedReplies(world, replica);
        this.lane = replica.lane(record.function());
        this.policy = world.functions().get(record.function()).policy();
        this.permit = permitted ? Permit.HELD : Permit.NONE;
        this.state = new DeliveryState.Waiting(record, keeper.hold());
    }

    DeliveryRecord record() {
        return record;
    }

    Hold hold() {
        return keeper.hold();
    }

    void begin(Step first) {
        accept(first);
    }

    void hear(DeliveryInput input) {
        inputs.add(input);
        wake();
    }

    /** The lane gives a permit. */
    void permit() {
        permit = Permit.HELD;
        hear(new DeliveryInput.Permitted(policy));
    }

    /** The lane takes a permit back that is not in use; false when there is none. */
    boolean losePermit() {
        boolean held = permit == Permit.HELD;
        permit = held ? Permit.NONE : permit;
        return held;
    }

    private void accept(Step step) {
        state = step.state();
        commands.addAll(step.commands());
        if (world.trace().isKept()) {
            world.note(() -> "%s %s: %s".formatted(replica, Pair.of(record), state));
        }
        wake();
    }

    private void wake() {
        if (!awake) {
            awake = true;
            replica.soon(this::act);
        }
    }

    private void act() {
        awake = false;
        DeliveryCommand command = commands.poll();
        if (command != null) {
            if (replica.mayCrash("before " + command.getClass().getSimpleName())) {
                return;
            }
            world.note(() -> "%s %s: %s".formatted(replica, Pair.of(record), command));
            carryOut(command);
            if (replica.mayCrash("after " + command.getClass().getSimpleName())) {
                return;
            }
        } else if (!inputs.isEmpty()) {
            accept(world.rules().step(state, inputs.remove()));
        }
        if (state instanceof DeliveryState.Over && commands.isEmpty()) {
            end();
        } else if (!commands.isEmpty() || !inputs.isEmpty()) {
            wake();
        }
    }

    private void end() {
        Violation.unless(
                permit == Permit.NONE,
                () -> "%s ends with a permit that nobody gives back".formatted(Pair.of(record)));
        if (!ended) {
            ended = true;
            replica.ended(this);
        }
    }

    private void carryOut(DeliveryCommand command) {
        switch (command) {
            case DeliveryCommand.RequestPermit _ -> {
                if (permit == Permit.HELD) {
                    hear(new DeliveryInput.Permitted(policy));
                } else {
                    lane.request(this);
                }
            }
            case DeliveryCommand.WithdrawRequest _ -> lane.withdraw(this);
            case DeliveryCommand.Invoke invoke -> invoke(invoke);
            case DeliveryCommand.StartHandOverTimer _ ->
                    replica.after(
                            world.fate().conditions().patience(),
                            () -> hear(new DeliveryInput.HandOverDue(policy)));
            case DeliveryCommand.StoreCopy store -> copies.store(store, held(), this::hear);
            case DeliveryCommand.StoreDeadLetter bury -> copies.bury(bury, held(), this::hear);
            case DeliveryCommand.StoreReply store -> replies.store(store, this::hear);
            case DeliveryCommand.SetReplyAside store -> replies.setAside(store, this::hear);
            case DeliveryCommand.BuryReply bury -> replies.bury(bury, this::hear);
            case DeliveryCommand.StartStoreAgainTimer _ ->
                    replica.after(
                            VirtualTime.SECOND, () -> hear(new DeliveryInput.StoreAgainDue()));
            case DeliveryCommand.Release release -> release(release.hold());
            case DeliveryCommand.Leave leave -> {
                if (leave.copy().equals(keeper.hold())) {
                    keeper.leave();
                }
            }
        }
    }

    private void invoke(DeliveryCommand.Invoke invoke) {
        Violation.unless(
                permit == Permit.HELD,
                () -> "%s is called without a permit".formatted(Pair.of(record)));
        permit = Permit.IN_USE;
        long startedAt = world.time().now();
        int life = replica.life();
        world.ledger().called(invoke.record(), invoke.attempt());
        if (record.function().equals(Names.Receivers.WAITING_REPLIES)) {
            replies.attempt(
                    invoke.record(),
                    outcome -> {
                        world.ledger().answered(invoke.record(), outcome);
                        answered(outcome, startedAt);
                    });
            return;
        }
        var answer = world.functions().get(record.function()).answer(record);
        world.time()
                .after(
                        answer.after(),
                        () -> {
                            world.note(() -> "%s: %s".formatted(Pair.of(record), answer.outcome()));
                            world.ledger().answered(invoke.record(), answer.outcome());
                            replica.after(life, 0, () -> answered(answer.outcome(), startedAt));
                        });
    }

    private void answered(InvocationOutcome outcome, long startedAt) {
        permit = Permit.NONE;
        lane.answered(outcome, startedAt);
        hear(
                new DeliveryInput.AttemptEnded(
                        outcome, policy, world.time().instant(), world.chance().jitter()));
    }

    private Hold held() {
        return switch (state) {
            case DeliveryState.Waiting waiting -> waiting.hold();
            case DeliveryState.InFlight inFlight -> inFlight.hold();
            case DeliveryState.Answered answered -> answered.hold();
            case DeliveryState.Replying replying -> replying.hold();
            case DeliveryState.Moving moving -> moving.hold();
            case DeliveryState.Burying burying -> burying.hold();
            case DeliveryState.Over _ -> keeper.hold();
        };
    }

    private void release(Hold hold) {
        if (hold.equals(keeper.hold())) {
            keeper.release();
        } else if (hold instanceof Hold.Copy guard) {
            copies.remove(guard);
        }
    }
}
