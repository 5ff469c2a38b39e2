package com.justfaas.operator.traffic;

import com.justfaas.crds.v1alpha1.Function;
import com.justfaas.crds.v1alpha1.FunctionStatus;
import com.justfaas.events.FunctionName;
import com.justfaas.events.streams.StreamException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has functions reconciled whose traffic is not what their status shows. At most {@value
 * #PER_SECOND} a second, in turn: a thousand failing functions do not flood the API server.
 */
public final class TrafficUpdates extends SimpleInboundEventSource<Function> implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(TrafficUpdates.class);

    static final int PER_SECOND = 4;
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int TICKS_PER_COUNT = 5;

    private final Traffic traffic;
    private final Map<FunctionName, Shown> shown = new ConcurrentHashMap<>();
    private final Queue<FunctionName> due = new ArrayDeque<>();
    private final Set<FunctionName> queued = new HashSet<>();

    /**
     * What a status shows.
     *
     * @param keepsStreak whether it shows a streak of failures of which nothing is known yet
     */
    private record Shown(FunctionTraffic traffic, boolean keepsStreak) {

        boolean differsFrom(FunctionTraffic now) {
            return !traffic.failing().equals(now.failing())
                    || (now.pending() != null && !now.pending().equals(traffic.pending()))
                    || (now.deadLetters() != null
                            && !now.deadLetters().equals(traffic.deadLetters()))
                    || (keepsStreak && now.isCalled());
        }
    }

    public TrafficUpdates(Traffic traffic) {
        super("traffic");
        this.traffic = traffic;
    }

    /**
     * What the status is to show; it is what was shown from now on.
     *
     * @param before the present status: what it shows stays while nothing else is known
     */
    public FunctionTraffic show(FunctionName function, @Nullable FunctionStatus before) {
        FunctionTraffic now = traffic.of(function).orElse(before);
        shown.put(function, new Shown(now, !now.isCalled() && Streaks.isIn(before)));
        return now;
    }

    /** A function is gone. */
    public void forget(FunctionName function) {
        shown.remove(function);
        traffic.forget(function);
    }

    /** Counts before the first reconcile, so that a new function's first status is complete. */
    @Override
    public void start() {
        tick(0);
        super.start();
    }

    /** Runs until the thread is interrupted. */
    @Override
    public void run() {
        try {
            for (int tick = 1; ; tick++) {
                tick(tick);
                Thread.sleep(TICK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever fails here, the next tick follows: the statuses would stay as they are. */
    private void tick(int tick) {
        try {
            if (tick % TICKS_PER_COUNT == 0) {
                count();
            }
            update();
        } catch (RuntimeException e) {
            LOG.error("following the traffic of functions failed; going on", e);
        }
    }

    private void count() {
        try {
            traffic.count();
        } catch (StreamException e) {
            LOG.debug("backlogs and dead letters cannot be counted now: {}", e.getMessage());
        }
    }

    private void update() {
        for (FunctionName function : shown.keySet()) {
            Shown last = shown.get(function);
            if (last != null && last.differsFrom(traffic.of(function)) && queued.add(function)) {
                due.add(function);
            }
        }
        for (int i = 0; i < PER_SECOND && !due.isEmpty(); i++) {
            FunctionName function = due.remove();
            queued.remove(function);
            propagateEvent(new ResourceID(function.name(), function.namespace()));
        }
    }
}
