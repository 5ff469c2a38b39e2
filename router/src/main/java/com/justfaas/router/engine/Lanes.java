package com.justfaas.router.engine;

import com.justfaas.events.FunctionName;
import com.justfaas.router.functions.FunctionSnapshot;
import com.justfaas.router.functions.KnownFunction;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The lane of each function. */
public final class Lanes {

    private final Clock clock;
    private final Map<FunctionName, Lane> lanes = new ConcurrentHashMap<>();

    public Lanes(Clock clock) {
        this.clock = clock;
    }

    /** The function's lane. */
    public Lane of(KnownFunction function) {
        return lanes.computeIfAbsent(
                function.name(), name -> new Lane(function.subscription().policy(), clock));
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
