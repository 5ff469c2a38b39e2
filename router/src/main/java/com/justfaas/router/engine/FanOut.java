package com.justfaas.router.engine;

import com.justfaas.events.streams.LiveEvent;
import com.justfaas.router.delivery.Hold;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** One event and its deliveries: acknowledged when the last of them does not need it any more. */
final class FanOut {

    private static final Hold EVENT = new Hold.Event();

    private final LiveEvent live;
    private final AtomicInteger open;

    FanOut(LiveEvent live, int deliveries) {
        this.live = live;
        this.open = new AtomicInteger(deliveries);
    }

    /** For one of the deliveries. */
    Keeper keeper() {
        return new Keeper() {
            private final AtomicBoolean released = new AtomicBoolean();

            @Override
            public void release() {
                if (released.compareAndSet(false, true) && open.decrementAndGet() == 0) {
                    live.ack();
                }
            }

            @Override
            public void leave() {
                live.leave();
            }

            @Override
            public Hold hold() {
                return EVENT;
            }
        };
    }
}
