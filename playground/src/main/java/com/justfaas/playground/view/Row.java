package com.justfaas.playground.view;

import com.justfaas.events.Names;
import com.justfaas.playground.call.CallOutcome;
import com.justfaas.playground.call.FunctionRequest;
import com.justfaas.playground.gateway.Traffic;
import java.time.Duration;
import java.time.Instant;

/**
 * A line of the live view.
 *
 * @param function the function that was called, or whose response went on
 * @param event the event's type, or the request line of a call
 * @param attempt as the request numbers it; empty when it does not
 * @param status of the response; a word when there is none
 * @param note what the function said, or what went wrong
 */
record Row(
        Instant time, String function, String event, String attempt, String status, String note) {

    private static final String OURS = "com.justfaas.";
    private static final String NO_STATUS = "-";

    static Row of(Traffic traffic) {
        return switch (traffic) {
            case Traffic.Proxied call -> proxied(call);
            case Traffic.Refused call ->
                    new Row(
                            call.time(),
                            call.function().toString(),
                            event(call.request()),
                            "",
                            NO_STATUS,
                            "not taken by faas-events: %s (%s)"
                                    .formatted(Excerpts.line(call.answer()), millis(call.took())));
            case Traffic.CalledBack callback ->
                    new Row(
                            callback.time(),
                            callback.function(),
                            "callback",
                            "",
                            status(callback.status()),
                            "%s: %s (%s)"
                                    .formatted(
                                            callback.path(),
                                            Excerpts.line(callback.body()),
                                            millis(callback.took())));
            case Traffic.CallbackSent callback ->
                    new Row(
                            callback.time(),
                            callback.function(),
                            "callback",
                            "",
                            status(callback.status()),
                            "on its way to %s: %s"
                                    .formatted(callback.url(), Excerpts.line(callback.body())));
            case Traffic.DeadLettered dead ->
                    new Row(
                            dead.time(),
                            dead.receiver(),
                            dead.event(),
                            dead.attempts(),
                            "dead",
                            "dead letter: %s (%s)".formatted(dead.reason(), millis(dead.took())));
            case Traffic.Unrunnable function ->
                    new Row(
                            function.time(),
                            function.function().toString(),
                            "applied",
                            "",
                            NO_STATUS,
                            "cannot run: " + function.reason());
        };
    }

    /** Whether nothing is wrong. */
    boolean isGood() {
        return status.startsWith("2");
    }

    private static Row proxied(Traffic.Proxied call) {
        String took = millis(call.took());
        int status = call.forwarded().status();
        return switch (call.forwarded().outcome()) {
            case CallOutcome.Answered(var answer) ->
                    row(
                            call,
                            Integer.toString(status),
                            "%s (%s)".formatted(Excerpts.of(answer.body()), took));
            case CallOutcome.TimedOut _ ->
                    row(
                            call,
                            "timeout",
                            "no response, and the gateway returned %d (%s)"
                                    .formatted(status, took));
            case CallOutcome.NotConnected(String reason) ->
                    row(
                            call,
                            Integer.toString(status),
                            "%s (%d tries, %s)".formatted(reason, call.forwarded().tries(), took));
        };
    }

    private static Row row(Traffic.Proxied call, String status, String note) {
        return new Row(
                call.time(),
                call.function().toString(),
                event(call.request()),
                call.request().headers().first(Names.Headers.EVENT_ATTEMPT).orElse(""),
                status,
                note);
    }

    private static String event(FunctionRequest request) {
        return request.headers()
                .first(Names.Headers.EVENT_TYPE)
                .filter(type -> !type.startsWith(OURS))
                .or(
                        () ->
                                request.headers()
                                        .first(Names.Headers.FUNCTION_NAME)
                                        .map(function -> "callback of " + function))
                .orElseGet(() -> request.method() + " " + request.target());
    }

    /** As a callback's headers have it. */
    private static String status(String header) {
        return header.matches("[1-9]\\d{2}") ? header : NO_STATUS;
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + " ms";
    }
}
