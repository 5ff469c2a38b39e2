package com.justfaas.playground.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Payload;
import com.justfaas.playground.call.CallOutcome;
import com.justfaas.playground.call.FunctionRequest;
import com.justfaas.playground.call.Headers;
import com.justfaas.playground.gateway.Forwarded;
import com.justfaas.playground.gateway.Traffic;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveViewTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final FunctionName MAILER = new FunctionName("shop", "mailer");
    private static final FunctionRequest EVENT =
            new FunctionRequest(
                    "POST",
                    "/",
                    "",
                    new Headers(
                            Map.of(
                                    "X-Event-Type", List.of("order.created"),
                                    "X-Event-Attempt", List.of("2"))),
                    Payload.EMPTY);
    private static final FunctionRequest CALL =
            new FunctionRequest(
                    "GET",
                    "/greet/",
                    "name=Ada",
                    Headers.of("X-Event-Type", "com.justfaas.function.invoked"),
                    Payload.EMPTY);

    private static final FunctionRequest CALLBACK =
            new FunctionRequest(
                    "POST", "/", "", Headers.of("X-Function-Name", "hello"), Payload.EMPTY);
    private static final Duration TOOK = Duration.ofMillis(7);

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final LiveView view = view(false);

    @Test
    void showsWhoReceivedWhatAndHowItWent() {
        view.open();
        view.accept(proxied(EVENT, CallOutcome.text(200, "mailed\nada"), 1));
        view.accept(proxied(CALL, new CallOutcome.NotConnected("connection refused"), 5));
        view.accept(proxied(CALL, new CallOutcome.TimedOut(Duration.ofSeconds(10)), 1));
        view.accept(new Traffic.Refused(NOON, MAILER, CALL, "404 unknown", TOOK));
        view.accept(
                new Traffic.CalledBack(NOON, "shop/hello", "200", "/callbacks/a", "Hello", TOOK));
        view.accept(new Traffic.CallbackSent(NOON, "shop/hello", "0", "http://hooks/a", "Hello"));
        view.accept(proxied(CALLBACK, CallOutcome.text(200, "kept"), 1));
        view.accept(
                new Traffic.DeadLettered(
                        NOON, "shop/mailer", "order.created", "1", "Rejected, status 400", TOOK));
        view.accept(new Traffic.Unrunnable(NOON, MAILER, "no containers run here"));

        assertThat(output.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        TIME          FUNCTION          EVENT                     TRY  STATUS   ANSWER
                        12:00:00.000  shop/mailer       order.created               2  200      mailed ada (7 ms)
                        12:00:00.000  shop/mailer       GET /greet/?name=Ada           503      connection refused (5 tries, 7 ms)
                        12:00:00.000  shop/mailer       GET /greet/?name=Ada           timeout  no response, and the gateway returned 202 (7 ms)
                        12:00:00.000  shop/mailer       GET /greet/?name=Ada           -        not taken by faas-events: 404 unknown (7 ms)
                        12:00:00.000  shop/hello        callback                       200      /callbacks/a: Hello (7 ms)
                        12:00:00.000  shop/hello        callback                       -        on its way to http://hooks/a: Hello
                        12:00:00.000  shop/mailer       callback of hello              200      kept (7 ms)
                        12:00:00.000  shop/mailer       order.created               1  dead     dead letter: Rejected, status 400 (7 ms)
                        12:00:00.000  shop/mailer       applied                        -        cannot run: no containers run here
                        """);
    }

    @Test
    void whatCameBeforeItWasOpenedIsNotLost() {
        view.accept(proxied(EVENT, CallOutcome.text(200, "early"), 1));
        assertThat(output.size()).isZero();

        view.open();

        assertThat(output.toString(StandardCharsets.UTF_8)).contains("early");
    }

    @Test
    void coloursGoodAndBadOnATerminal() {
        LiveView coloured = view(true);
        coloured.open();
        coloured.accept(proxied(EVENT, CallOutcome.text(200, "well"), 1));
        coloured.accept(proxied(EVENT, CallOutcome.text(500, "ill"), 1));
        coloured.accept(proxied(EVENT, new CallOutcome.TimedOut(TOOK), 1));

        assertThat(output.toString(StandardCharsets.UTF_8).lines())
                .anyMatch(line -> line.startsWith("\u001b[32m") && line.contains("well"))
                .anyMatch(line -> line.startsWith("\u001b[31m") && line.contains("ill"))
                .anyMatch(line -> line.startsWith("\u001b[31m") && line.contains("timeout"));
    }

    private LiveView view(boolean colours) {
        return new LiveView(
                new Terminal(new PrintStream(output, true, StandardCharsets.UTF_8), colours),
                ZoneOffset.UTC);
    }

    private static Traffic proxied(FunctionRequest request, CallOutcome outcome, int tries) {
        return new Traffic.Proxied(NOON, MAILER, request, new Forwarded(outcome, tries), TOOK);
    }
}
