package com.justfaas.router.simulation;

import com.justfaas.router.delivery.Hold;

/** Where a delivery came from, and what is to happen there when it is released or left. */
interface Keeper {

    Hold hold();

    void release();

    void leave();
}
