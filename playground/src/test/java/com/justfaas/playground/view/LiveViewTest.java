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

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.5Z");
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

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final LiveView view = view(false);

    @Test
    void showsWhoReceivedWhatAndHowItWent() {
        view.open();
        view.accept(proxied(EVENT, CallOutcome.text(200, "mailed\nada"), 1));
        view.accept(proxied(CALL, new CallOutcome.NotConnected("connection refused"), 5));
        view.accept(proxied(CALL, new CallOutcome.TimedOut(Duration.ofSeconds(10)), 1));
        view.accept(new Traffic.Refused(NOON, MAILER, CALL, "404 unknown"));
        view.accept(new Traffic.CalledBack(NOON, "shop/hello", "200", "/callbacks/a", "Hello"));

        assertThat(output.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        TIME          FUNCTION          EVENT                     TRY  STATUS  ANSWER
                        12:00:00.500  shop/mailer       order.created               2  200     mailed ada (7 ms)
                        12:00:00.500  shop/mailer       GET /greet/?name=Ada           503     connection refused (5 tries)
                        12:00:00.500  shop/mailer       GET /greet/?name=Ada           202     no answer after 10000 ms, so the gateway says 202
                        12:00:00.500  shop/mailer       GET /greet/?name=Ada           -       not taken by faas-events: 404 unknown
                        12:00:00.500  shop/hello        callback                       200     /callbacks/a: Hello
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

        assertThat(output.toString(StandardCharsets.UTF_8).lines())
                .anyMatch(line -> line.startsWith("\u001b[32m") && line.contains("well"))
                .anyMatch(line -> line.startsWith("\u001b[31m") && line.contains("ill"));
    }

    private LiveView view(boolean colours) {
        return new LiveView(
                new Terminal(new PrintStream(output, true, StandardCharsets.UTF_8), colours),
                ZoneOffset.UTC);
    }

    private static Traffic proxied(FunctionRequest request, CallOutcome outcome, int tries) {
        return new Traffic.Proxied(
                NOON, MAILER, request, new Forwarded(outcome, tries), Duration.ofMillis(7));
    }
}
