package com.justfaas.testkit;

import com.justfaas.testkit.FaultProxy.Direction;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** What the network of a {@link FaultProxy} is like at the moment. */
final class Weather {

    private final Set<Direction> blocked = EnumSet.noneOf(Direction.class);
    private Duration delay = Duration.ZERO;

    synchronized void block(Direction direction) {
        blocked.add(direction);
    }

    synchronized void delay(Duration both) {
        delay = both;
    }

    synchronized void clear() {
        blocked.clear();
        delay = Duration.ZERO;
        notifyAll();
    }

    /** Waits for as long as bytes need that way. */
    void awaitPassage(Direction direction) throws InterruptedException {
        Thread.sleep(currentDelay());
        awaitUnblocked(direction);
    }

    private synchronized Duration currentDelay() {
        return delay;
    }

    private synchronized void awaitUnblocked(Direction direction) throws InterruptedException {
        while (blocked.contains(direction)) {
            wait();
        }
    }
}
