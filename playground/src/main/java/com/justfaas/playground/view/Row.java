package com.justfaas.playground.view;

import com.justfaas.playground.call.CallOutcome;
import com.justfaas.playground.call.FunctionRequest;
import com.justfaas.playground.gateway.Traffic;
import java.time.Instant;

/**
 * A line of the live view.
 *
 * @param function who was called, or whose answer came back
 * @param event the event's type, or the request line of a call
 * @param attempt as the request numbers it; empty when it does not
 * @param status what the caller saw; 0 when there is none
 * @param note what the function said, or what went wrong
 */
record Row(Instant time, String function, String event, String attempt, int status, String note) {

    private static final String EVENT_TYPE = "X-Event-Type";
    private static final String ATTEMPT = "X-Event-Attempt";
    private static final String OURS = "com.justfaas.";

    static Row of(Traffic traffic) {
        return switch (traffic) {
            case Traffic.Proxied call ->
                    new Row(
                            call.time(),
                            call.function().toString(),
                            event(call.request()),
                            call.request().headers().first(ATTEMPT).orElse(""),
                            call.forwarded().status(),
                            note(call));
            case Traffic.Refused call ->
                    new Row(
                            call.time(),
                            call.function().toString(),
                            event(call.request()),
                            "",
                            0,
                            "not taken by faas-events: " + Excerpts.line(call.answer()));
            case Traffic.CalledBack callback ->
                    new Row(
                            callback.time(),
                            callback.function(),
                            "callback",
                            "",
                            callback.status().matches("\\d{3}")
                                    ? Integer.parseInt(callback.status())
                                    : 0,
                            "%s: %s".formatted(callback.path(), Excerpts.line(callback.body())));
        };
    }

    private static String event(FunctionRequest request) {
        return request.headers()
                .first(EVENT_TYPE)
                .filter(type -> !type.startsWith(OURS))
                .orElseGet(() -> request.method() + " " + request.target());
    }

    private static String note(Traffic.Proxied call) {
        return switch (call.forwarded().outcome()) {
            case CallOutcome.Answered(var answer) ->
                    "%s (%d ms)".formatted(Excerpts.of(answer.body()), call.took().toMillis());
            case CallOutcome.TimedOut(var limit) ->
                    "no answer after %d ms, so the gateway says 202".formatted(limit.toMillis());
            case CallOutcome.NotConnected(String reason) ->
                    "%s (%d tries)".formatted(reason, call.forwarded().tries());
        };
    }
}
