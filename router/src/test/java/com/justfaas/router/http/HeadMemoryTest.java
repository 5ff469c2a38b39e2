package com.justfaas.router.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeadMemoryTest {

    private static final int SMALL = 8 * 1024;

    private final ByteBudget budget = new ByteBudget(1000);
    private final HeadMemory one = new HeadMemory(budget);
    private final HeadMemory other = new HeadMemory(budget);

    @Test
    void takesNothingForSmallHeads() {
        assertThat(one.holds(SMALL)).isTrue();
        assertThat(budget.used()).isZero();
    }

    @Test
    void takesWhatALargeHeadGrowsByOnce() {
        assertThat(one.holds(SMALL + 100)).isTrue();
        assertThat(one.holds(SMALL + 300)).isTrue();
        assertThat(one.holds(SMALL + 300)).isTrue();

        assertThat(budget.used()).isEqualTo(600);
        assertThat(other.holds(SMALL + 201)).isFalse();
        assertThat(other.holds(SMALL + 200)).isTrue();
    }

    @Test
    void returnsAllOfItAfterTheRequest() {
        one.holds(SMALL + 500);
        one.release();

        assertThat(budget.used()).isZero();
        assertThat(one.holds(SMALL + 500)).isTrue();
    }

    @Test
    void takesNothingAfterTheConnectionIsClosed() {
        one.holds(SMALL + 500);
        one.close();

        assertThat(one.holds(SMALL + 1)).isFalse();
        assertThat(budget.used()).isZero();
    }
}
