package com.justfaas.router.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.FunctionName;
import com.justfaas.router.engine.FairQueue.Permit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairQueueTest {

    private static final FunctionName A = new FunctionName("shop", "a");
    private static final FunctionName B = new FunctionName("shop", "b");
    private static final FunctionName C = new FunctionName("shop", "c");

    private final List<String> started = new ArrayList<>();
    private final Deque<Permit> permits = new ArrayDeque<>();

    @Test
    void startsAtOnceWhileThereArePermits() {
        FairQueue queue = new FairQueue(3, 3);

        add(queue, A, 3);

        assertThat(started).containsExactly("a0", "a1", "a2");
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void servesTheFunctionsRoundRobin() {
        FairQueue queue = new FairQueue(3, 100);
        add(queue, A, 5);
        add(queue, B, 4);
        add(queue, C, 2);
        assertThat(started).containsExactly("a0", "a1", "a2");

        releaseAll();

        assertThat(started.subList(3, started.size()))
                .containsExactly("a3", "b0", "c0", "a4", "b1", "c1", "b2", "b3");
        assertThat(queue.waiting()).isZero();
    }

    /** Deliveries that cannot end, because the backlog is full, hold their permits. */
    @Test
    void givesAFunctionWithoutPermitOneWhenOthersHoldAll() {
        FairQueue queue = new FairQueue(100, 2);
        add(queue, A, 50);

        add(queue, B, 3);

        assertThat(started).containsExactly("a0", "a1", "b0");
        permits.removeLast().release();
        assertThat(started).containsExactly("a0", "a1", "b0", "b1");
    }

    @Test
    void noFunctionGetsAPermitWhileAsManyAsMayBeAreNew() {
        FairQueue queue = new FairQueue(2, 100);
        add(queue, A, 2);

        add(queue, B, 1);

        assertThat(started).containsExactly("a0", "a1");
        tickUntilStarted(queue, 3);
        assertThat(started).containsExactly("a0", "a1", "b0");
    }

    @Test
    void aPermitIsGivenBackOnce() {
        FairQueue queue = new FairQueue(1, 1);
        add(queue, A, 3);

        Permit permit = permits.removeFirst();
        permit.release();
        permit.release();

        assertThat(started).containsExactly("a0", "a1");
        assertThat(queue.waiting()).isEqualTo(1);
    }

    @Test
    void whatTakesLongIsNotNewAnyMore() {
        FairQueue queue = new FairQueue(2, 5);
        add(queue, A, 10);
        assertThat(started).hasSize(2);

        tickUntilStarted(queue, 4);
        tickUntilStarted(queue, 5);

        queue.tick();
        assertThat(started).as("no more than may hold an event").hasSize(5);
    }

    @Test
    void startsNothingOnceItIsClosed() {
        FairQueue queue = new FairQueue(1, 1);
        add(queue, A, 3);

        queue.close();
        releaseAll();
        add(queue, B, 1);
        queue.tick();

        assertThat(started).containsExactly("a0");
    }

    private void tickUntilStarted(FairQueue queue, int number) {
        await().atMost(Duration.ofSeconds(10))
                .until(
                        () -> {
                            queue.tick();
                            return started.size() >= number;
                        });
    }

    private void releaseAll() {
        while (!permits.isEmpty()) {
            permits.removeFirst().release();
        }
    }

    private void add(FairQueue queue, FunctionName function, int works) {
        for (int i = 0; i < works; i++) {
            String name = function.name() + i;
            queue.add(
                    function,
                    permit -> {
                        started.add(name);
                        permits.add(permit);
                    });
        }
    }
}
