package com.justfaas.router.callback;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.topics.DeliveryPolicy;
import com.justfaas.events.topics.Subscription;
import com.justfaas.router.functions.FunctionSnapshot;
import com.justfaas.router.functions.KnownFunction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who gets deliveries: functions, the hosts that callbacks go to, the stream of events itself, for
 * replies that wait for room in it, and the fan-out, for events that wait to be started. Those that
 * are no functions are always there.
 */
public final class Receivers {

    /** What {@link Names.Receivers#WAITING_REPLIES} has for a uid. */
    public static final String REPLIES_UID = Names.Receivers.WAITING_REPLIES.namespace();

    /** What {@link Names.Receivers#WAITING_EVENTS} has for a uid. */
    public static final String EVENTS_UID = Names.Receivers.WAITING_EVENTS.namespace();

    /**
     * Of the fan-out. An event is in flight while one of its deliveries holds it: a second at most.
     * It has no maximum age, since each function has its own.
     */
    private static final DeliveryPolicy FAN_OUT =
            new DeliveryPolicy(
                    DeliveryPolicy.DEFAULT.timeout(),
                    DeliveryPolicy.DEFAULT.retries(),
                    DeliveryPolicy.DEFAULT.backoff(),
                    Duration.ofDays(36_500),
                    100,
                    false);

    private final Supplier<FunctionSnapshot> functions;

    public Receivers(Supplier<FunctionSnapshot> functions) {
        this.functions = functions;
    }

    public Optional<KnownFunction> find(FunctionName name) {
        return isFunction(name)
                ? functions.get().find(name)
                : Optional.of(
                        new KnownFunction(
                                name,
                                name.namespace(),
                                name.equals(Names.Receivers.WAITING_EVENTS)
                                        ? Subscription.NOTHING.withPolicy(FAN_OUT)
                                        : Subscription.NOTHING,
                                Instant.EPOCH));
    }

    /** Whether a name is a function's, and not that of a receiver of our own. */
    public static boolean isFunction(FunctionName name) {
        return !CallbackTarget.isHost(name)
                && !name.equals(Names.Receivers.WAITING_REPLIES)
                && !name.equals(Names.Receivers.WAITING_EVENTS);
    }
}
