package com.justfaas.router.simulation;

import com.justfaas.events.topics.DeliveryPolicy;
import com.justfaas.router.delivery.DeliveryInput;
import com.justfaas.router.delivery.Health;
import com.justfaas.router.delivery.Hold;
import com.justfaas.router.delivery.Permits;
import com.justfaas.router.invocation.InvocationOutcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** One function's share at one replica: the permits and the health that ship, and who waits. */
final class SimulatedLane {

    private final World world;
    private final Deque<SimulatedDelivery> waiting = new ArrayDeque<>();
    private Optional<Known> function;
    private Permits permits;
    private Health health = new Health.Up();
    private boolean probing;
    private int inUse;

    SimulatedLane(World world, Optional<Known> function) {
        this.world = world;
        this.function = function;
        int most = function.map(Known::policy).orElse(DeliveryPolicy.DEFAULT).concurrency();
        this.permits = Permits.cold(most, nanos());
    }

    private long nanos() {
        return world.time().now() * 1_000;
    }

    void follow(Optional<Known> changed) {
        function = changed;
        changed.ifPresent(known -> permits = permits.withMost(known.policy().concurrency()));
        refuseHopeless();
        grant();
    }

    int allowed() {
        return permits.allowed();
    }

    Health health() {
        return health;
    }

    int inUse() {
        return inUse;
    }

    /** Takes a permit for a copy that is not taken yet, if there is one at once. */
    boolean tryAcquire() {
        if (isPaused()) {
            return false;
        }
        if (health instanceof Health.Down down) {
            if (probing || world.time().instant().isBefore(down.probeAt())) {
                return false;
            }
            probing = true;
        } else if (inUse >= permits.allowed() || !waiting.isEmpty()) {
            return false;
        }
        inUse++;
        return true;
    }

    void request(SimulatedDelivery delivery) {
        if (isHopeless(delivery)) {
            delivery.hear(new DeliveryInput.Refused());
            return;
        }
        boolean full = inUse >= permits.allowed() || !waiting.isEmpty();
        if (full && delivery.hold() instanceof Hold.Event && world.chance().hits(0.3)) {
            delivery.hear(new DeliveryInput.Refused());
            return;
        }
        waiting.add(delivery);
        grant();
    }

    private boolean isHopeless(SimulatedDelivery delivery) {
        boolean replaced =
                function.isPresent()
                        && !world.rules().isMeantFor(delivery.record(), function.get());
        return isPaused() || replaced || health instanceof Health.Down;
    }

    private boolean isPaused() {
        return function.isEmpty()
                || (function.get().policy().paused() && world.rules().heedsPause());
    }

    private void refuseHopeless() {
        List<SimulatedDelivery> refused = new ArrayList<>(waiting);
        refused.removeIf(delivery -> !isHopeless(delivery));
        waiting.removeAll(refused);
        refused.forEach(delivery -> delivery.hear(new DeliveryInput.Refused()));
    }

    private void grant() {
        while (!waiting.isEmpty() && inUse < permits.allowed()) {
            inUse++;
            Violation.unless(
                    inUse <= permits.most() && inUse <= permits.limit(),
                    () -> "%d permits in use of %s".formatted(inUse, permits));
            waiting.removeFirst().permit();
        }
    }

    /** Not wanted any more, whether it still waits or was granted a moment ago. */
    void withdraw(SimulatedDelivery delivery) {
        if (!waiting.remove(delivery) && delivery.losePermit()) {
            giveBack();
        }
    }

    void giveBack() {
        inUse--;
        probing = false;
        grant();
    }

    void answered(InvocationOutcome outcome, long startedAt) {
        inUse--;
        probing = false;
        permits = permits.after(outcome, startedAt * 1_000, nanos());
        health = health.after(outcome, world.time().instant(), world.chance().jitter());
        refuseHopeless();
        grant();
    }
}
