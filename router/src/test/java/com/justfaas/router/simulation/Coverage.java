package com.justfaas.router.simulation;

import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.router.delivery.DeliveryInput;
import com.justfaas.router.delivery.DeliveryState;
import com.justfaas.router.delivery.DeliveryState.Burying;
import com.justfaas.router.delivery.DeliveryState.Over;
import com.justfaas.router.delivery.Hold;
import com.justfaas.router.delivery.Step;
import java.util.Map;
import java.util.TreeMap;

/** The rules that ship, and how often schedules come to which part of them. */
final class Coverage implements Rules {

    private final Map<String, Integer> times = new TreeMap<>();

    private void count(Object what) {
        times.merge(what.toString(), 1, Integer::sum);
    }

    Map<String, Integer> times() {
        return times;
    }

    @Override
    public Step step(DeliveryState state, DeliveryInput input) {
        count(state.getClass().getSimpleName() + " " + input.getClass().getSimpleName());
        return counted(Rules.super.step(state, input), state);
    }

    @Override
    public Step beginGivenUp(DeliveryRecord record, Hold hold, DeadLetterReason reason) {
        count(reason);
        return Rules.super.beginGivenUp(record, hold, reason);
    }

    private Step counted(Step step, DeliveryState before) {
        if (step.state() instanceof Over over && !(before instanceof Over)) {
            count(over.ending());
        }
        if (step.state() instanceof Burying burying && !(before instanceof Burying)) {
            count(burying.reason());
        }
        return step;
    }
}
