package com.justfaas.router.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.FunctionName;
import com.justfaas.router.invocation.InvocationOutcome.Failure;
import com.justfaas.router.invocation.InvocationOutcome.Retryable;
import com.justfaas.router.invocation.InvocationOutcome.Succeeded;
import com.justfaas.testkit.RawFunction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Responses share one budget of memory, and slow ones do not keep it from the others. */
@Timeout(60)
class ResponseMemoryIT {

    private static final long MIB = 1 << 20;
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String ATTRIBUTES =
            "ce-specversion: 1.0\r\nce-large: %s\r\n".formatted("x".repeat(20_000));
    private static final String BODY = "b".repeat(100_000);
    private static final String LARGE = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + BODY;

    @AutoClose private final InvokerFixture fixture = new InvokerFixture(4 * MIB);

    /** Nearly all of what is kept, and then nothing more. */
    @AutoClose
    private final RawFunction stalling =
            RawFunction.started(
                    output -> {
                        output.write(CHUNKED + "F4240\r\n" + "a".repeat(900_000)).flush();
                        Thread.sleep(Duration.ofMinutes(1));
                        return false;
                    });

    @AutoClose
    private final RawFunction large =
            RawFunction.started(
                    output -> {
                        output.write(LARGE);
                        return true;
                    });

    private List<CompletableFuture<InvocationOutcome>> stall(int functions, int calls) {
        List<CompletableFuture<InvocationOutcome>> all = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            all.add(fixture.call(stalling, "slow-" + i % functions, Kept.BODY));
        }
        return all;
    }

    @Test
    void slowResponsesNeverHoldMoreThanTheBudgetAndOthersAreServed() throws Exception {
        var slow = stall(8, 32);
        await().until(() -> fixture.budget.waiting() >= 24);
        assertThat(fixture.budget.used()).isEqualTo(4 * MIB);

        for (int i = 0; i < 3; i++) {
            long began = System.nanoTime();
            var outcome = fixture.call(large, "healthy", Kept.BODY).get(20, TimeUnit.SECONDS);

            assertThat(outcome).isInstanceOf(Succeeded.class);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(5));
            ((Succeeded) outcome).response().memory().release();
        }
        var outcomes = CompletableFuture.allOf(slow.toArray(CompletableFuture<?>[]::new));
        outcomes.get(20, TimeUnit.SECONDS);
        assertThat(slow)
                .allSatisfy(call -> assertThat(call.resultNow()).isInstanceOf(Retryable.class))
                .anySatisfy(call -> assertThat(failure(call)).isEqualTo(Failure.UNTAKEN));
        assertThat(fixture.budget.used()).isZero();
        assertThat(fixture.budget.waiting()).isZero();
    }

    /** Cookies, tracing and the like, which nothing reads. */
    @Test
    void ordinaryHeadersNeedNoMemory() throws Exception {
        fixture.budget.share(new FunctionName("shop", "other"), () -> {}).tryReserve(4 * MIB);
        String headers = "X-Large: %s\r\n".formatted("x".repeat(140)).repeat(190);
        for (String body : List.of("", "b")) {
            try (RawFunction function = responding(headers, body)) {
                var outcome = fixture.call(function, "healthy", Kept.BODY);
                assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(Succeeded.class);
            }
        }
    }

    /** They wait for it like a body, and with it. */
    @Test
    void headersOfEventsTakeMemoryToo() throws Exception {
        var others = fixture.budget.share(new FunctionName("shop", "other"), () -> {});
        assertThat(others.tryReserve(4 * MIB)).isTrue();
        try (RawFunction function = responding(ATTRIBUTES, "b");
                RawFunction bodyless = responding(ATTRIBUTES, "")) {
            var waiting = fixture.call(function, "resizer", Kept.REPLY);
            await().until(() -> fixture.budget.waiting() == 1);
            var refused = fixture.call(bodyless, "resizer", Kept.REPLY);
            refused.get(20, TimeUnit.SECONDS);
            assertThat(failure(refused)).isEqualTo(Failure.UNTAKEN);
            others.release();

            assertThat(waiting.get(20, TimeUnit.SECONDS)).isInstanceOf(Succeeded.class);
            long held = fixture.budget.used();
            assertThat(held).isBetween(20_000L, 30_000L);
            assertThat(fixture.call(bodyless, "other", Kept.REPLY).get(20, TimeUnit.SECONDS))
                    .isInstanceOf(Succeeded.class);
            assertThat(fixture.budget.used()).isBetween(2 * held - 300, 2 * held);
        }
    }

    private static RawFunction responding(String headers, String body) {
        return RawFunction.started(
                output -> {
                    output.write("HTTP/1.1 200 OK\r\n" + headers);
                    output.write("Content-Length: %d\r\n\r\n".formatted(body.length()) + body);
                    return true;
                });
    }

    /** What a function could not send because nobody read it is no timeout of the function. */
    @Test
    void whatGetsNoMemoryInTimeDoesNotCountAgainstTheFunction() throws Exception {
        fixture.budget.share(new FunctionName("shop", "other"), () -> {}).tryReserve(4 * MIB);

        var outcome =
                fixture.call(large, "healthy", Kept.BODY, Duration.ofSeconds(1))
                        .get(20, TimeUnit.SECONDS);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Retryable.class,
                        ours -> {
                            assertThat(ours.failure()).isEqualTo(Failure.UNTAKEN);
                            assertThat(ours.detail()).contains("no memory");
                        });
    }

    @Test
    void smallResponsesAndThoseThatNothingFollowsFromNeedNoMemory() throws Exception {
        fixture.budget.share(new FunctionName("shop", "other"), () -> {}).tryReserve(4 * MIB);

        for (Kept kept : List.of(Kept.EXCERPT, Kept.REPLY)) {
            var outcome = fixture.call(large, "healthy", kept).get(20, TimeUnit.SECONDS);
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Succeeded.class,
                            done -> {
                                assertThat(done.response().body().size())
                                        .isEqualTo(ResponseBudget.FREE);
                                assertThat(done.response().truncated()).isTrue();
                            });
        }
        assertThat(large.connections()).as("the rest was read: it goes on").isEqualTo(1);
        try (RawFunction small =
                RawFunction.started(
                        output -> {
                            output.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
                            return true;
                        })) {
            assertThat(fixture.call(small, "healthy", Kept.BODY).get(20, TimeUnit.SECONDS))
                    .isInstanceOf(Succeeded.class);
        }
    }

    private static Failure failure(CompletableFuture<InvocationOutcome> call) {
        return ((Retryable) call.resultNow()).failure();
    }
}
