package com.justfaas.playground.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Payload;
import com.justfaas.playground.call.CallOutcome;
import com.justfaas.playground.call.FunctionRequest;
import com.justfaas.playground.call.Headers;
import com.justfaas.playground.gateway.Forwarded;
import com.justfaas.playground.gateway.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

    private static final FunctionName MAILER = new FunctionName("shop", "mailer");
    private static final FunctionName AUDIT = new FunctionName("shop", "audit");

    private final Arrivals arrivals = new Arrivals(List.of(MAILER, AUDIT));

    @Test
    void nothingIsMissingOnceAllHaveAnswered() throws InterruptedException {
        arrivals.accept(answered(AUDIT, 200));
        arrivals.accept(answered(MAILER, 500));
        arrivals.accept(answered(MAILER, 200));

        assertThat(arrivals.missing(Set.of(), Duration.ofSeconds(10))).isEmpty();
    }

    @Test
    void failureIsNoArrival() throws InterruptedException {
        arrivals.accept(answered(AUDIT, 200));
        arrivals.accept(answered(MAILER, 500));
        arrivals.accept(answered(new FunctionName("shop", "other"), 200));

        assertThat(arrivals.missing(Set.of(), Duration.ofMillis(1))).containsExactly(MAILER);
    }

    @Test
    void excusedFunctionIsNotWaitedFor() throws InterruptedException {
        arrivals.accept(answered(AUDIT, 200));

        assertThat(arrivals.missing(Set.of(MAILER), Duration.ofSeconds(10))).isEmpty();
    }

    private static Traffic answered(FunctionName function, int status) {
        return new Traffic.Proxied(
                Instant.EPOCH,
                function,
                new FunctionRequest("POST", "/", "", Headers.NONE, Payload.EMPTY),
                new Forwarded(CallOutcome.text(status, ""), 1),
                Duration.ZERO);
    }
}
