package com.justfaas.playground.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Payload;
import com.justfaas.playground.call.CallOutcome;
import com.justfaas.playground.call.FunctionRequest;
import com.justfaas.playground.call.Headers;
import com.justfaas.playground.functions.Backend;
import com.justfaas.playground.functions.FunctionCaller;
import com.justfaas.playground.functions.LocalCaller;
import com.justfaas.playground.functions.SampleCaller;
import com.justfaas.playground.samples.Sample;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardingTest {

    private static final FunctionName HELLO = new FunctionName("shop", "hello");
    private static final FunctionRequest REQUEST =
            new FunctionRequest("POST", "/", "", Headers.NONE, Payload.EMPTY);

    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void answerOfTheFirstTryIsTheAnswer() throws InterruptedException {
        Forwarded forwarded = forward((_, _) -> CallOutcome.text(500, "no"), REQUEST);

        assertThat(forwarded).isEqualTo(new Forwarded(CallOutcome.text(500, "no"), 1));
        assertThat(forwarded.status()).isEqualTo(500);
    }

    @Test
    void functionThatCannotBeReachedIsTriedFiveTimes() throws InterruptedException {
        Forwarded forwarded =
                forward(counted((_, _) -> new CallOutcome.NotConnected("refused")), REQUEST);

        assertThat(forwarded.status()).isEqualTo(503);
        assertThat(forwarded.tries()).isEqualTo(5);
        assertThat(calls).hasValue(5);
    }

    @Test
    void functionThatAnswers503IsTriedAgainUntilItDoesNot() throws InterruptedException {
        Forwarded forwarded =
                forward(
                        counted((_, _) -> CallOutcome.text(calls.get() < 3 ? 503 : 200, "")),
                        REQUEST);

        assertThat(forwarded.status()).isEqualTo(200);
        assertThat(forwarded.tries()).isEqualTo(3);
    }

    @Test
    void functionThatTakesLongerThanTheRequestAllowsIsA202() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        FunctionRequest hasty =
                new FunctionRequest(
                        "POST", "/", "", Headers.of("X-Function-Timeout", "1s"), Payload.EMPTY);

        Forwarded forwarded =
                forward(
                        counted(
                                (_, _) -> {
                                    never.await();
                                    return CallOutcome.text(200, "late");
                                }),
                        hasty);

        assertThat(forwarded)
                .isEqualTo(new Forwarded(new CallOutcome.TimedOut(Duration.ofSeconds(1)), 1));
        assertThat(forwarded.status()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({"31s, PT31S", "1m30s, PT1M30S", "11m, PT10M", "0s,", "250ms,", "soon,"})
    void limitIsReadAsThePlatformReadsIt(String header, @Nullable Duration limit) {
        assertThat(Forwarding.limit(header)).isEqualTo(Optional.ofNullable(limit));
    }

    @Test
    void platformTriesFiveTimesASecondApartForTenSecondsEach() {
        assertThat(TryPolicy.PLATFORM)
                .isEqualTo(new TryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(10)));
    }

    private Sample counted(Sample sample) {
        return (request, env) -> {
            calls.incrementAndGet();
            return sample.call(request, env);
        };
    }

    private static Forwarded forward(Sample sample, FunctionRequest request)
            throws InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return new Forwarding(
                            _ -> new Backend.InPlayground(sample, Map.of()),
                            new FunctionCaller(new LocalCaller(client), new SampleCaller()),
                            new CallCounts(),
                            new TryPolicy(5, Duration.ofMillis(1), Duration.ofSeconds(30)))
                    .forward(HELLO, request);
        }
    }
}
