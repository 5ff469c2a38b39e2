package com.justfaas.router.callback;

import com.justfaas.events.FunctionName;
import com.justfaas.events.topics.Subscription;
import com.justfaas.router.functions.FunctionSnapshot;
import com.justfaas.router.functions.KnownFunction;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Who gets deliveries: functions, and the hosts that callbacks go to, which are always there. */
public final class Receivers {

    private final Supplier<FunctionSnapshot> functions;

    public Receivers(Supplier<FunctionSnapshot> functions) {
        this.functions = functions;
    }

    public Optional<KnownFunction> find(FunctionName name) {
        return CallbackTarget.isHost(name) ? Optional.of(host(name)) : functions.get().find(name);
    }

    private static KnownFunction host(FunctionName name) {
        return new KnownFunction(name, CallbackTarget.HOSTS, Subscription.NOTHING, Instant.EPOCH);
    }
}
