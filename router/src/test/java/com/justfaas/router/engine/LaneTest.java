package com.justfaas.router.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.Payload;
import com.justfaas.events.topics.DeliveryPolicy;
import com.justfaas.router.binding.MessageHeaders;
import com.justfaas.router.delivery.Permits;
import com.justfaas.router.engine.Lane.Grant;
import com.justfaas.router.invocation.FunctionResponse;
import com.justfaas.router.invocation.InvocationOutcome;
import com.justfaas.router.invocation.InvocationOutcome.Failure;
import com.justfaas.router.invocation.InvocationOutcome.Retryable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class LaneTest {

    private static final InvocationOutcome OK =
            new InvocationOutcome.Succeeded(
                    new FunctionResponse(200, MessageHeaders.NONE, Payload.EMPTY, false));

    private final Lane lane = new Lane(DeliveryPolicy.DEFAULT, Clock.systemUTC());

    /** Takes all that a cold lane gives. */
    private int fill() throws InterruptedException {
        int taken = lane.allowed();
        for (int i = 0; i < taken; i++) {
            assertThat(lane.acquireLive(Deadline.in(Duration.ofSeconds(1))))
                    .isEqualTo(Grant.PERMITTED);
        }
        return taken;
    }

    @Test
    void whoWaitsGetsThePermitThatIsGivenBack() throws Exception {
        fill();
        FutureTask<Grant> waiting = asks(Duration.ofSeconds(30));

        lane.releaseUnused();

        assertThat(waiting.get()).isEqualTo(Grant.PERMITTED);
    }

    @Test
    void whoWaitedTooLongIsToldSo() throws Exception {
        fill();

        assertThat(asks(Duration.ofMillis(200)).get()).isEqualTo(Grant.TOO_LATE);
    }

    @Test
    void aPauseEndsTheWaiting() throws Exception {
        fill();
        FutureTask<Grant> waiting = asks(Duration.ofSeconds(30));

        lane.follow(
                new DeliveryPolicy(
                        DeliveryPolicy.DEFAULT.timeout(),
                        DeliveryPolicy.DEFAULT.retries(),
                        DeliveryPolicy.DEFAULT.backoff(),
                        DeliveryPolicy.DEFAULT.maxAge(),
                        DeliveryPolicy.DEFAULT.concurrency(),
                        true));

        assertThat(waiting.get()).isEqualTo(Grant.TOO_LATE);
    }

    @Test
    void noPermitIsLostWhenThoseWhoWaitAreInterrupted() throws Exception {
        int taken = fill();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            FutureTask<Grant> waiting = new FutureTask<>(this::askOnce);
            threads.add(Thread.ofVirtual().start(waiting));
        }

        for (int i = 0; i < taken; i++) {
            lane.releaseUnused();
            threads.get(i).interrupt();
        }
        threads.forEach(Thread::interrupt);

        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(lane.inFlight()).isZero();
        assertThat(lane.isIdle()).isTrue();
    }

    @Test
    void aGateways503IsTheFunctionsWhereThatAnswersOthers() throws Exception {
        InvocationOutcome unreached =
                new Retryable(
                        Failure.UNREACHABLE,
                        "503",
                        Optional.of(
                                new FunctionResponse(
                                        503, MessageHeaders.NONE, Payload.EMPTY, false)),
                        Optional.empty());
        Instant begun = Instant.now().minusMillis(1);
        assertThat(lane.judge(unreached, begun, Optional.empty())).isEqualTo(unreached);

        lane.acquireLive(Deadline.in(Duration.ofSeconds(1)));
        lane.release(OK, System.nanoTime());

        Instant later = Instant.now().plusSeconds(1);
        assertThat(lane.judge(unreached, begun, Optional.empty()))
                .isEqualTo(unreached.ofServingFunction())
                .isNotEqualTo(unreached);
        assertThat(lane.judge(unreached, later, Optional.empty())).isEqualTo(unreached);
        assertThat(lane.judge(unreached, later, Optional.of(begun))).isNotEqualTo(unreached);
        assertThat(lane.judge(unreached, begun, Optional.of(later))).isEqualTo(unreached);
    }

    /** Or it would hold connections and memory until each call times out. */
    @Test
    void aFunctionThatOwesAnswersGetsFewCallsAtOnce() throws Exception {
        for (int i = 0; i < 40; i++) {
            lane.acquireLive(Deadline.in(Duration.ofSeconds(1)));
            lane.release(OK, System.nanoTime());
        }
        assertThat(lane.allowed()).isEqualTo(DeliveryPolicy.DEFAULT.concurrency());

        for (int i = 0; i < 6; i++) {
            assertThat(lane.acquireLive(Deadline.in(Duration.ofSeconds(1))))
                    .isEqualTo(Grant.PERMITTED);
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> lane.allowed() == Permits.COLD);
        assertThat(lane.acquireLive(Deadline.in(Duration.ofMillis(100))))
                .isNotEqualTo(Grant.PERMITTED);

        lane.release(OK, System.nanoTime());
        assertThat(lane.allowed()).isEqualTo(DeliveryPolicy.DEFAULT.concurrency());
    }

    private Grant askOnce() throws InterruptedException {
        Grant grant = lane.acquireLive(Deadline.in(Duration.ofSeconds(30)));
        if (grant == Grant.PERMITTED) {
            lane.releaseUnused();
        }
        return grant;
    }

    private FutureTask<Grant> asks(Duration patience) throws ExecutionException {
        FutureTask<Grant> asking = new FutureTask<>(() -> lane.acquireLive(Deadline.in(patience)));
        Thread thread = Thread.ofVirtual().start(asking);
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING || asking.isDone());
        return asking;
    }

    @Test
    void probesAtOnceWhenAPodBecameReady() throws Exception {
        InvocationOutcome unreachable =
                new Retryable(Failure.UNREACHABLE, "refused", Optional.empty(), Optional.empty());
        assertThat(lane.acquireLive(Deadline.in(Duration.ofSeconds(1)))).isEqualTo(Grant.PERMITTED);
        lane.release(unreachable, System.nanoTime());
        assertThat(lane.acquireForBacklog(Deadline.in(Duration.ZERO))).isFalse();

        lane.isAvailable();

        assertThat(lane.acquireForBacklog(Deadline.in(Duration.ZERO))).isTrue();
        lane.release(unreachable, System.nanoTime());
        // the network may learn of the pod a moment later
        assertThat(lane.probeAt())
                .hasValueSatisfying(at -> assertThat(at).isBefore(Instant.now().plusMillis(600)));
    }
}
