package com.justfaas.router.engine;

import com.justfaas.events.FunctionName;
import com.justfaas.router.callback.CallbackTarget;
import com.justfaas.router.functions.FunctionSnapshot;
import com.justfaas.router.functions.KnownFunction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The lane of each function. */
public final class Lanes {

    /** Senders choose the hosts of callbacks: with so many lanes, those that nobody uses go. */
    private static final int MANY = 10_000;

    private static final Duration ASK_EVERY = Duration.ofSeconds(1);

    /** One after the other: to probe is work. */
    private static final Duration ASK_EACH = Duration.ofNanos(250_000);

    private final AtomicLong askAgainAt = new AtomicLong(System.nanoTime());
    private final Clock clock;
    private final AtomicInteger tidyAt = new AtomicInteger(MANY);
    private final Map<FunctionName, Lane> lanes = new ConcurrentHashMap<>();

    public Lanes(Clock clock) {
        this.clock = clock;
    }

    /** The function's lane. */
    public Lane of(KnownFunction function) {
        int limit = tidyAt.get();
        if (lanes.size() > limit) {
            lanes.entrySet()
                    .removeIf(
                            lane ->
                                    CallbackTarget.isHost(lane.getKey())
                                            && lane.getValue().isIdle());
            tidyAt.compareAndSet(limit, Math.max(MANY, 2 * lanes.size()));
        }
        return lanes.computeIfAbsent(
                function.name(),
                name -> new Lane(function.subscription().policy(), clock, this::oneIsBack));
    }

    /**
     * What took one away often took many: a node, a gateway, a network. So when one is back, the
     * others that are down are asked soon, too; but not over and over, for one that comes and goes.
     */
    private void oneIsBack() {
        long now = System.nanoTime();
        long at = askAgainAt.get();
        if (now - at < 0 || !askAgainAt.compareAndSet(at, now + ASK_EVERY.toNanos())) {
            return;
        }
        List<Lane> down =
                lanes.values().stream().filter(lane -> lane.probeAt().isPresent()).toList();
        Instant soon = clock.instant();
        for (Lane lane : down) {
            soon = soon.plus(ASK_EACH);
            lane.probeBy(soon);
        }
        askAgainAt.addAndGet(8L * down.size() * ASK_EACH.toNanos());
    }

    /** A pod of the function became ready: if it was down, it is probed now. */
    public void isAvailable(FunctionName function) {
        Lane lane = lanes.get(function);
        if (lane != null) {
            lane.isAvailable();
        }
    }

    /** Whether a receiver was not there when it was last called. */
    public boolean isDown(FunctionName name) {
        Lane lane = lanes.get(name);
        return lane != null && lane.probeAt().isPresent();
    }

    int size() {
        return lanes.size();
    }

    /** Policies may have changed, and functions may be gone. */
    public void follow(FunctionSnapshot functions) {
        lanes.forEach(
                (name, lane) -> {
                    var known = functions.find(name);
                    if (known.isPresent()) {
                        lane.follow(known.get().subscription().policy());
                    } else if (lane.isIdle()) {
                        lanes.remove(name, lane);
                    }
                });
    }
}
