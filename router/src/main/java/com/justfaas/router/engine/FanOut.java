package com.justfaas.router.engine;

import com.justfaas.router.delivery.Hold;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** One event and its deliveries: released when the last of them does not need it any more. */
final class FanOut {

    private static final Hold EVENT = new Hold.Event();

    private final Runnable release;
    private final Runnable leave;
    private final AtomicInteger open;

    /**
     * @param release run once, when no delivery needs the event any more
     * @param leave run when a delivery cannot go on here; the event comes again
     */
    FanOut(Runnable release, Runnable leave, int deliveries) {
        this.release = release;
        this.leave = leave;
        this.open = new AtomicInteger(deliveries);
    }

    /** For one of the deliveries. */
    Keeper keeper() {
        return new Keeper() {
            private final AtomicBoolean released = new AtomicBoolean();

            @Override
            public void release() {
                if (released.compareAndSet(false, true) && open.decrementAndGet() == 0) {
                    release.run();
                }
            }

            @Override
            public void leave() {
                leave.run();
            }

            @Override
            public Hold hold() {
                return EVENT;
            }
        };
    }
}
