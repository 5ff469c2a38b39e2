package com.justfaas.router.engine;

import com.justfaas.router.delivery.Hold;

/** Where a delivery came from, and what is to happen there when it is released or left. */
public interface Keeper {

    /** The event, or the copy that the delivery came from, is not needed for it any more. */
    void release();

    /** The event, or the copy that the delivery came from, stays and comes again later. */
    void leave();

    /** What the delivery came from. */
    Hold hold();

    /** The same, with something to do when it was released or left. */
    default Keeper then(Runnable work) {
        Keeper keeper = this;
        return new Keeper() {
            @Override
            public void release() {
                keeper.release();
                work.run();
            }

            @Override
            public void leave() {
                keeper.leave();
                work.run();
            }

            @Override
            public Hold hold() {
                return keeper.hold();
            }
        };
    }
}
