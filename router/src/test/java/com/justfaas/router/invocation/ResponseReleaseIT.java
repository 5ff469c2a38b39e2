package com.justfaas.router.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Payload;
import com.justfaas.router.invocation.InvocationOutcome.Failure;
import com.justfaas.router.invocation.InvocationOutcome.Retryable;
import com.justfaas.testkit.RawFunction;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a response comes to, the memory that it holds is released. */
@Timeout(60)
class ResponseReleaseIT {

    private static final String BODY = "b".repeat(100_000);

    /** A header that is read, so that it is kept. */
    private static final String LARGE_HEADER = "Date: %s\r\n".formatted("d".repeat(5000));

    @AutoClose private final InvokerFixture fixture = new InvokerFixture(4 << 20);

    private static RawFunction responding(String response) {
        return RawFunction.started(
                output -> {
                    output.write(response);
                    return true;
                });
    }

    private static RawFunction large(int status) {
        return responding(
                "HTTP/1.1 %d So\r\nContent-Length: 100000\r\n\r\n%s".formatted(status, BODY));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 400, 404, 429, 500, 503})
    void anOutcomeThatCarriesTheResponseReleasesIt(int status) throws Exception {
        try (RawFunction function = large(status)) {
            var outcome = fixture.call(function, "resizer", Kept.BODY).get(20, TimeUnit.SECONDS);

            assertThat(fixture.budget.used()).isEqualTo(100_000);
            outcome.received().orElseThrow().memory().release();
            assertThat(fixture.budget.used()).isZero();
        }
    }

    @Test
    void anOutcomeWithoutTheResponseHoldsNothing() throws Exception {
        InvokeUrl gateway = new InvokeUrl("http://gw/proxy/{namespace}/{name}");
        try (RawFunction late =
                RawFunction.started(
                        output -> {
                            Thread.sleep(Duration.ofSeconds(2));
                            output.write("HTTP/1.1 202 So\r\n" + LARGE_HEADER);
                            output.write("Content-Length: 0\r\n\r\n");
                            return true;
                        })) {
            Invocation call =
                    new Invocation(
                            new FunctionName("shop", "resizer"),
                            "POST",
                            late.uri(),
                            List.of(),
                            Payload.EMPTY,
                            Duration.ofMillis(1));
            var outcome =
                    fixture.invoker
                            .invoke(gateway.routed(call), false, Kept.REPLY)
                            .get(20, TimeUnit.SECONDS);

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Retryable.class,
                            timeout -> {
                                assertThat(timeout.failure()).isEqualTo(Failure.TIMEOUT);
                                assertThat(timeout.detail()).contains("202");
                            });
            assertThat(outcome.received()).isEmpty();
            assertThat(fixture.budget.used()).isZero();
        }
    }

    @Test
    void aResponseThatCannotBeClassifiedHoldsNothing() throws Exception {
        InstantSource broken =
                () -> {
                    throw new IllegalStateException("no time");
                };
        try (InvokerFixture timeless =
                        new InvokerFixture(4 << 20, broken.withZone(ZoneOffset.UTC));
                RawFunction function = large(200)) {
            var call = timeless.call(function, "resizer", Kept.BODY);

            assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS))
                    .hasMessageContaining("no time");
            assertThat(timeless.budget.used()).isZero();
        }
    }
}
