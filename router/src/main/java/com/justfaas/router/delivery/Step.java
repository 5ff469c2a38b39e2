package com.justfaas.router.delivery;

import java.util.ArrayList;
import java.util.List;

/**
 * What comes of an input.
 *
 * @param state the delivery's next state
 * @param commands to be carried out in this order
 */
public record Step(DeliveryState state, List<DeliveryCommand> commands) {

    public Step {
        commands = List.copyOf(commands);
    }

    /** The same, with one command before the others. */
    Step after(DeliveryCommand first) {
        List<DeliveryCommand> all = new ArrayList<>(commands.size() + 1);
        all.add(first);
        all.addAll(commands);
        return new Step(state, all);
    }

    static Step to(DeliveryState state, DeliveryCommand... commands) {
        return new Step(state, List.of(commands));
    }
}
