package com.justfaas.router.simulation;

import com.justfaas.events.FunctionName;
import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.topics.DeliveryPolicy;
import com.justfaas.router.delivery.Health;
import com.justfaas.router.delivery.Hold;
import com.justfaas.router.delivery.Verdicts;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads one function's backlog at one replica: one look at all tiers after the other. */
final class SimulatedReader {

    private static final int BATCH = 3;

    private final World world;
    private final Replica replica;
    private final FunctionName name;
    private final Map<Integer, SimulatedTier> tiers = new TreeMap<>();
    private boolean looking;
    private long wakesAt;

    SimulatedReader(World world, Replica replica, FunctionName name) {
        this.world = world;
        this.replica = replica;
        this.name = name;
    }

    int taken() {
        return tiers.values().stream().mapToInt(SimulatedTier::taken).sum();
    }

    /** Something may be there to be taken, or to be removed. */
    void wake() {
        flush();
        if (!looking && replica.reads(name)) {
            looking = true;
            look();
        }
    }

    private void flush() {
        boolean reading = replica.reads(name);
        tiers.values().forEach(tier -> tier.flush(reading));
    }

    private void look() {
        flush();
        for (int tier : world.streams().backlog().tiers(name)) {
            tiers.computeIfAbsent(tier, t -> new SimulatedTier(world, replica, name, t));
        }
        Deque<SimulatedTier> toRead = new ArrayDeque<>(tiers.values());
        toRead.removeIf(tier -> !tier.mustRead());
        readNext(toRead);
    }

    private void readNext(Deque<SimulatedTier> toRead) {
        SimulatedTier tier = toRead.poll();
        if (tier == null) {
            replica.soon(this::choose);
        } else {
            tier.read(BATCH, () -> readNext(toRead));
        }
    }

    private record Next(SimulatedTier tier, BacklogStream.Copy copy) {}

    private Optional<Next> next() {
        List<Next> heads = new ArrayList<>();
        tiers.values()
                .forEach(tier -> tier.peek().ifPresent(copy -> heads.add(new Next(tier, copy))));
        return heads.stream().min(Comparator.comparingLong(head -> head.copy().due()));
    }

    private void choose() {
        Optional<Next> next = next();
        if (next.isEmpty()) {
            rest();
            return;
        }
        long wait = next.get().copy().due() - world.time().now();
        boolean waits =
                world.rules().judgesOnlyWhatIsDue() || replica.news().find(name).isPresent();
        if (wait > 0 && waits) {
            rest();
            wakeIn(wait);
            return;
        }
        replica.news()
                .find(name)
                .filter(known -> world.rules().isMeantFor(next.get().copy().record(), known))
                .ifPresentOrElse(
                        known -> choose(next.get(), known.policy()), () -> judge(next.get()));
    }

    private void choose(Next next, DeliveryPolicy policy) {
        Optional<DeadLetterReason> reason =
                Verdicts.givenUp(next.copy().record(), policy, world.time().instant());
        if (reason.isPresent()) {
            bury(next, reason.get());
        } else if (policy.paused() && world.rules().heedsPause()) {
            rest();
        } else {
            deliver(next);
        }
    }

    /** The function seems to be gone, or replaced. */
    private void judge(Next next) {
        if (world.rules().mayJudge(replica.news().isComplete())) {
            bury(next, DeadLetterReason.FunctionDeleted);
        } else {
            rest();
        }
    }

    private void bury(Next next, DeadLetterReason reason) {
        if (next.tier().take(next.copy())) {
            Keeper keeper = keeper(next);
            replica.run(
                    keeper,
                    next.copy().record(),
                    false,
                    world.rules().beginGivenUp(next.copy().record(), keeper.hold(), reason));
        }
        replica.soon(this::look);
    }

    /** With a permit first, as the router does it, or, as the protocol allows, with a request. */
    private void deliver(Next next) {
        SimulatedLane lane = replica.lane(name);
        boolean asks = lane.health() instanceof Health.Up && world.chance().hits(0.2);
        if (!asks && !lane.tryAcquire()) {
            rest();
            return;
        }
        replica.soon(
                () -> {
                    if (next.tier().take(next.copy())) {
                        Keeper keeper = keeper(next);
                        replica.run(
                                keeper,
                                next.copy().record(),
                                !asks,
                                world.rules().begin(next.copy().record(), keeper.hold()));
                    } else if (!asks) {
                        lane.giveBack();
                    }
                    replica.soon(this::look);
                });
    }

    private void wakeIn(long wait) {
        long at = world.time().now() + wait;
        if (wakesAt <= world.time().now() || at < wakesAt) {
            wakesAt = at;
            replica.after(wait, this::wake);
        }
    }

    private void rest() {
        looking = false;
    }

    private Keeper keeper(Next next) {
        long sequence = next.copy().sequence();
        return new Keeper() {
            @Override
            public Hold hold() {
                return new Hold.Copy(next.copy().tier(), sequence, Instant.EPOCH);
            }

            @Override
            public void release() {
                next.tier().over(sequence);
            }

            @Override
            public void leave() {
                next.tier().left(sequence);
            }
        };
    }
}
