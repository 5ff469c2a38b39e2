package com.justfaas.router.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import com.justfaas.router.invocation.ResponseBudget.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ResponseBudgetTest {

    private final AtomicLong now = new AtomicLong();
    private final ResponseBudget budget = new ResponseBudget(800, now::get);
    private final List<String> granted = new ArrayList<>();
    private final List<String> brokenOff = new ArrayList<>();

    private Share share(String function) {
        return budget.share(new FunctionName("shop", function), () -> brokenOff.add(function));
    }

    private void await(Share share, long bytes, String name) {
        assertThat(share.await(bytes, () -> granted.add(name))).isTrue();
    }

    private List<Share> full() {
        List<Share> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Share share = share("f" + i);
            assertThat(share.tryReserve(100)).isTrue();
            all.add(share);
        }
        return all;
    }

    @Test
    void givesNoMoreThanThereIs() {
        List<Share> all = full();
        Share late = share("late");

        assertThat(late.tryReserve(1)).isFalse();
        all.getFirst().release();
        all.getFirst().release();
        assertThat(budget.used()).isEqualTo(700);
        assertThat(late.tryReserve(100)).isTrue();
    }

    @Test
    void aFunctionGetsAnEighth() {
        assertThat(share("one").tryReserve(60)).isTrue();
        assertThat(share("one").tryReserve(60)).isFalse();
        assertThat(share("one").tryReserve(40)).isTrue();
        assertThat(share("other").tryReserve(60)).isTrue();
    }

    @Test
    void oneResponseIsTakenHoweverLarge() {
        Share large = share("large");
        assertThat(large.tryReserve(5000)).isTrue();
        assertThat(share("other").tryReserve(1)).isFalse();
        large.release();
        assertThat(budget.used()).isZero();
    }

    @Test
    void nothingOvertakesWhatWaits() {
        List<Share> all = full();
        await(share("waits"), 100, "waits");
        all.get(0).arrived(50);

        assertThat(granted).isEmpty();
        assertThat(share("late").tryReserve(10)).isFalse();
        all.get(1).arrived(50);
        assertThat(granted).containsExactly("waits");
        assertThat(budget.waiting()).isZero();
    }

    /** Between the two, another thread may release the last that is held. */
    @Test
    void whatWasReleasedBeforeItWaitsIsGranted() {
        List<Share> all = full();
        Share late = share("late");
        assertThat(late.tryReserve(100)).isFalse();
        all.forEach(Share::release);

        await(late, 100, "late");
        assertThat(granted).containsExactly("late");
        assertThat(late.isWaiting()).isFalse();
        assertThat(budget.used()).isEqualTo(100);
    }

    @Test
    void theFunctionThatHoldsLeastIsNext() {
        List<Share> all = full();
        await(share("f1"), 100, "greedy"); // waits for f1's own first
        await(share("modest"), 100, "modest");
        all.get(0).release();

        assertThat(granted).containsExactly("modest");
        all.get(1).release();
        assertThat(granted).containsExactly("modest", "greedy");
    }

    @Test
    void functionsTakeTurns() {
        List<Share> all = full();
        await(share("crowd"), 100, "crowd 1");
        await(share("crowd"), 100, "crowd 2");
        await(share("late"), 100, "late");
        all.get(0).release();
        assertThat(granted).containsExactly("crowd 1");
        all.get(1).release();
        assertThat(granted).containsExactly("crowd 1", "late");
    }

    /** The crowd's first call has ended; its second holds nothing either, but had a turn. */
    @Test
    void aFunctionThatWasServedIsBehindOneThatWasNot() {
        List<Share> all = full();
        Share first = share("crowd");
        await(first, 100, "crowd 1");
        await(share("crowd"), 100, "crowd 2");
        await(share("late"), 100, "late");
        all.get(0).release();
        first.release();
        assertThat(granted).containsExactly("crowd 1", "late");
    }

    @Test
    void whatArrivesForLongMakesRoomForWhatWaits() {
        List<Share> all = full();
        Share waits = share("waits");
        await(waits, 150, "waits");
        waits.insist();
        assertThat(brokenOff).isEmpty();

        now.addAndGet(ResponseBudget.TURN.toNanos());
        waits.insist();
        waits.insist();
        assertThat(brokenOff)
                .as("as many as are needed, the oldest first")
                .containsExactly("f0", "f1");
        all.get(0).release();
        assertThat(granted).isEmpty();
        all.get(1).release();
        assertThat(granted).containsExactly("waits");
    }

    @Test
    void whatHasArrivedIsNotBrokenOff() {
        full().forEach(share -> share.arrived(100));
        now.addAndGet(ResponseBudget.TURN.toNanos());
        Share waits = share("waits");
        await(waits, 100, "waits");

        waits.insist();
        assertThat(brokenOff).isEmpty();
    }

    /** Else functions would break off each other's responses in turn, and none would arrive. */
    @Test
    void makesNoRoomForAFunctionThatHoldsAsMuch() {
        full();
        now.addAndGet(ResponseBudget.TURN.toNanos());
        Share second = share("f0");
        await(second, 10, "second");

        second.insist();
        assertThat(brokenOff).isEmpty();
    }

    @Test
    void whatIsReleasedWaitsNoMore() {
        List<Share> all = full();
        Share left = share("left");
        await(left, 100, "left");
        left.release();

        all.getFirst().release();
        assertThat(granted).isEmpty();
        assertThat(budget.used()).isEqualTo(700);
        assertThat(left.tryReserve(1)).isFalse();
    }
}
