package com.justfaas.router.callback;

import com.justfaas.events.Names;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.router.invocation.Attempt;
import com.justfaas.router.invocation.Invocation;
import com.justfaas.router.invocation.InvocationOutcome;
import com.justfaas.router.invocation.InvocationOutcome.Forbidden;
import com.justfaas.router.invocation.InvocationOutcome.Terminal;
import com.justfaas.router.invocation.Invoker;
import com.justfaas.router.invocation.Kept;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Sends callbacks, each through the client whose guard fits its target. */
public final class CallbackCaller {

    private static final int REDIRECTIONS = 3;

    private final CallbackInvocations invocations;
    private final WebhookUrls urls;
    private final Function<Invocation, CompletableFuture<InvocationOutcome>> functions;
    private final Invoker services;
    private final Invoker web;

    /**
     * @param functions calls functions
     * @param services may reach private addresses, as Services have them
     * @param web may reach the public internet and what the allow list names
     */
    public CallbackCaller(
            CallbackInvocations invocations,
            WebhookUrls urls,
            Function<Invocation, CompletableFuture<InvocationOutcome>> functions,
            Invoker services,
            Invoker web) {
        this.invocations = invocations;
        this.urls = urls;
        this.functions = functions;
        this.services = services;
        this.web = web;
    }

    /**
     * What speaks against a callback without asking DNS, or empty. The door has asked before, but
     * not for every event: it did not know who would answer, an event may have come straight from
     * NATS, and the settings may have changed since.
     */
    public Optional<String> objection(StoredEvent callback) {
        String url = callback.callback().orElse("");
        String namespace = CallbackEvents.answered(callback.event()).namespace();
        return switch (urls.check(url, namespace)) {
            case WebhookVerdict.Allowed() -> Optional.empty();
            case WebhookVerdict.Malformed(String reason) -> objection(url, reason);
            case WebhookVerdict.Forbidden(String reason) -> objection(url, reason);
        };
    }

    /**
     * What is wrong with an event's webhook URL that no door has looked at, whoever will answer:
     * such that no callback could be made of it, to be looked at again.
     */
    public Optional<String> mistake(StoredEvent event) {
        return event.callback()
                .flatMap(
                        url ->
                                switch (urls.check(url)) {
                                    case WebhookVerdict.Allowed() -> Optional.empty();
                                    case WebhookVerdict.Malformed(String reason) ->
                                            Optional.of(reason);
                                    case WebhookVerdict.Forbidden(String reason) ->
                                            CallbackEvents.subject(event).isPresent()
                                                    ? Optional.empty()
                                                    : Optional.of(reason);
                                })
                .map(reason -> Names.Headers.WEBHOOK_URL + " " + reason);
    }

    private static Optional<String> objection(String url, String reason) {
        String shown = url.contains("?") ? url.substring(0, url.indexOf('?')) : url;
        return Optional.of("the callback to %s is forbidden: it %s".formatted(shown, reason));
    }

    /** One attempt; completed with an outcome, and never exceptionally. */
    public CompletableFuture<InvocationOutcome> call(DeliveryRecord record, Attempt attempt) {
        Optional<String> objection = objection(record.event());
        if (objection.isPresent()) {
            return CompletableFuture.completedFuture(
                    new Forbidden(objection.get(), Optional.empty()));
        }
        CallbackTarget target = CallbackTarget.of(record.event().callback().orElse(""));
        Invocation invocation = invocations.of(record, target, attempt);
        CompletableFuture<InvocationOutcome> called =
                switch (target) {
                    case CallbackTarget.Function _ -> functions.apply(invocation);
                    case CallbackTarget.Web to ->
                            (isOwnService(record, to) ? services : web)
                                    .invoke(invocation, false, Kept.EXCERPT);
                };
        return called.thenApply(CallbackCaller::withoutRedirects);
    }

    /** {@code <service>.<namespace>.svc…} in the namespace of the function that answered. */
    private static boolean isOwnService(DeliveryRecord record, CallbackTarget.Web target) {
        String namespace = CallbackEvents.answered(record.event().event()).namespace();
        return HostNames.isServiceIn(HostNames.normal(target.uri().getHost()), namespace);
    }

    private static InvocationOutcome withoutRedirects(InvocationOutcome outcome) {
        return outcome instanceof Terminal terminal
                        && terminal.response()
                                .filter(answer -> answer.status() / 100 == REDIRECTIONS)
                                .isPresent()
                ? new Forbidden(
                        terminal.detail()
                                + ", and callbacks follow no redirects; give the URL that it leads to",
                        terminal.response())
                : outcome;
    }
}
