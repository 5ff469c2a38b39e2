package com.justfaas.router.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Payload;
import com.justfaas.router.binding.MessageHeaders;
import com.justfaas.router.invocation.InvocationOutcome.Failure;
import com.justfaas.router.invocation.InvocationOutcome.Retryable;
import com.justfaas.router.invocation.InvocationOutcome.Succeeded;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayResponsesTest {

    private static final InvokeUrl GATEWAY = new InvokeUrl("http://gw/proxy/{namespace}/{name}");
    private static final MessageHeaders TEXT =
            new MessageHeaders(Map.of("content-type", List.of("text/plain")));

    private static Invocation request(Duration timeout) {
        return new Invocation(
                new FunctionName("shop", "mailer"),
                "POST",
                URI.create("http://gw/proxy/shop/mailer/"),
                List.of(),
                Payload.EMPTY,
                timeout);
    }

    private static FunctionResponse bare(int status) {
        return new FunctionResponse(status, MessageHeaders.NONE, Payload.EMPTY, false);
    }

    private static InvocationOutcome classify(
            Invocation request, FunctionResponse response, Duration took) {
        return Responses.classify(request, response, took, false, Instant.EPOCH);
    }

    @ParameterizedTest
    @CsvSource({
        // the gateway gets one second more, rounded up
        "PT1S, PT1.5S, false",
        "PT1S, PT2S, true",
        "PT0.25S, PT1S, false",
        "PT0.25S, PT2S, true",
        "PT30S, PT30.8S, false",
        "PT30S, PT31S, true",
        // its HTTP client waits for 10 minutes at most
        "PT1H, PT9M, false",
        "PT1H, PT10M, true"
    })
    void a202IsTheGatewaysOwnOnceItsTimeHasPassed(
            Duration timeout, Duration took, boolean timedOut) {
        InvocationOutcome outcome = classify(GATEWAY.routed(request(timeout)), bare(202), took);

        if (timedOut) {
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Retryable.class,
                            retryable -> {
                                assertThat(retryable.failure()).isEqualTo(Failure.TIMEOUT);
                                // a status would be taken for the function's
                                assertThat(retryable.response()).isEmpty();
                            });
        } else {
            assertThat(outcome).isInstanceOf(Succeeded.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"PT0.01S, UNAVAILABLE", "PT3S, UNAVAILABLE", "PT4S, UNREACHABLE"})
    void a503IsTheGatewaysOwn(Duration took, Failure failure) {
        InvocationOutcome outcome =
                classify(GATEWAY.routed(request(Duration.ofSeconds(30))), bare(503), took);

        assertThat(failure(outcome)).isEqualTo(failure);
        assertThat(failure(outcome.ofServingFunction())).isEqualTo(Failure.BUSY);
    }

    @Test
    void whatSaysSomethingIsTheFunctionsOwn() {
        Invocation request = GATEWAY.routed(request(Duration.ofSeconds(1)));
        Duration took = Duration.ofSeconds(5);
        var said = new FunctionResponse(202, MessageHeaders.NONE, Payload.utf8("x"), false);
        var busy = new FunctionResponse(503, TEXT, Payload.EMPTY, false);

        var later =
                new FunctionResponse(
                        503,
                        new MessageHeaders(Map.of("retry-after", List.of("7"))),
                        Payload.EMPTY,
                        false);

        assertThat(classify(request, said, took)).isEqualTo(new Succeeded(said));
        assertThat(failure(classify(request, later, took))).isEqualTo(Failure.BUSY);
        assertThat(failure(classify(request, busy, took))).isEqualTo(Failure.BUSY);
        assertThat(classify(request, bare(204), took)).isEqualTo(new Succeeded(bare(204)));
    }

    @Test
    void withoutAGatewayNothingIsItsOwn() {
        InvokeUrl direct = new InvokeUrl(InvokeUrl.DEFAULT);
        Invocation request = direct.routed(request(Duration.ofSeconds(1)));
        Duration took = Duration.ofSeconds(5);

        assertThat(classify(request, bare(202), took)).isEqualTo(new Succeeded(bare(202)));
        assertThat(failure(classify(request, bare(503), took))).isEqualTo(Failure.BUSY);
        assertThat(request.headers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.001S, 2s, PT6S",
        "PT1S, 2s, PT6S",
        "PT29.5S, 31s, PT29.5S",
        "PT1H, 3601s, PT1H"
    })
    void gatewayGetsWholeSecondsAndTimeForItsTries(
            Duration timeout, String header, Duration longest) {
        Invocation request = GATEWAY.routed(request(timeout));

        assertThat(request.headers())
                .containsExactly(new Invocation.Header("X-Function-Timeout", header));
        assertThat(request.timeout()).isEqualTo(longest).isEqualTo(GATEWAY.longest(timeout));
    }

    private static Failure failure(InvocationOutcome outcome) {
        assertThat(outcome).isInstanceOf(Retryable.class);
        return ((Retryable) outcome).failure();
    }
}
