package com.justfaas.router.callback;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.topics.Subscription;
import com.justfaas.router.functions.FunctionSnapshot;
import com.justfaas.router.functions.KnownFunction;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who gets deliveries: functions, the hosts that callbacks go to, and the stream of events itself,
 * for replies that wait for room in it. Those that are no functions are always there.
 */
public final class Receivers {

    /** What {@link Names.Receivers#WAITING_REPLIES} has for a uid. */
    public static final String REPLIES_UID = Names.Receivers.WAITING_REPLIES.namespace();

    private final Supplier<FunctionSnapshot> functions;

    public Receivers(Supplier<FunctionSnapshot> functions) {
        this.functions = functions;
    }

    public Optional<KnownFunction> find(FunctionName name) {
        return isFunction(name)
                ? functions.get().find(name)
                : Optional.of(
                        new KnownFunction(
                                name, name.namespace(), Subscription.NOTHING, Instant.EPOCH));
    }

    /** Whether a name is a function's, and not that of a receiver of our own. */
    public static boolean isFunction(FunctionName name) {
        return !CallbackTarget.isHost(name) && !name.equals(Names.Receivers.WAITING_REPLIES);
    }
}
