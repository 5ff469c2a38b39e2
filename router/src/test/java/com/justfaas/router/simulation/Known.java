package com.justfaas.router.simulation;

import com.justfaas.events.FunctionName;
import com.justfaas.events.topics.DeliveryPolicy;

/**
 * A function as its record says.
 *
 * @param wants the kind of events that it wants; an even one wants all, unless it is {@link
 *     #NOTHING}
 */
record Known(FunctionName name, String uid, DeliveryPolicy policy, int wants) {

    static final int NOTHING = -1;

    boolean wants(int kind) {
        return wants != NOTHING && (wants % 2 == 0 || kind % 2 == 1);
    }
}
