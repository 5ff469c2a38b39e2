package com.justfaas.router.callback;

import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.router.invocation.Attempt;
import com.justfaas.router.invocation.InvocationOutcome;
import com.justfaas.router.invocation.InvocationOutcome.Terminal;
import com.justfaas.router.invocation.Invoker;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends callbacks, each through the client whose guard fits its target. */
public final class CallbackCaller {

    private final CallbackInvocations invocations;
    private final Invoker functions;
    private final Invoker services;
    private final Invoker web;

    /**
     * @param functions reaches functions
     * @param services may reach private addresses, as Services have them
     * @param web may reach the public internet and what the allow list names
     */
    public CallbackCaller(
            CallbackInvocations invocations, Invoker functions, Invoker services, Invoker web) {
        this.invocations = invocations;
        this.functions = functions;
        this.services = services;
        this.web = web;
    }

    /** One attempt; completed with an outcome, and never exceptionally. */
    public CompletableFuture<InvocationOutcome> call(DeliveryRecord record, Attempt attempt) {
        CallbackTarget target;
        try {
            target = CallbackTarget.of(record.event().callback().orElse(""));
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(
                    new Terminal("the callback's URL cannot be called", Optional.empty()));
        }
        Invoker invoker =
                switch (target) {
                    case CallbackTarget.Function _ -> functions;
                    case CallbackTarget.Web to -> isOwnService(record, to) ? services : web;
                };
        return invoker.invoke(invocations.of(record, target, attempt), false);
    }

    /** {@code <service>.<namespace>.svc…} in the namespace of the function that answered. */
    private static boolean isOwnService(DeliveryRecord record, CallbackTarget.Web target) {
        String namespace = CallbackEvents.answered(record.event().event()).namespace();
        String host = target.uri().getHost().toLowerCase(Locale.ROOT);
        String own = "." + namespace + ".svc";
        return host.endsWith(own) || host.endsWith(own + ".cluster.local");
    }
}
