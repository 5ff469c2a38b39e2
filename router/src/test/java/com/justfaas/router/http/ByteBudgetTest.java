package com.justfaas.router.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteBudgetTest {

    private final ByteBudget budget = new ByteBudget(100);

    @Test
    void givesNoMoreThanThereIs() {
        try (ByteBudget.Share one = budget.share(1);
                ByteBudget.Share other = budget.share(1)) {
            assertThat(one.tryTake(60)).isTrue();
            assertThat(other.hasRoomFor(41)).isFalse();
            assertThat(other.tryTake(41)).isFalse();
            assertThat(other.tryTake(40)).isTrue();
            assertThat(budget.used()).isEqualTo(100);
        }
    }

    @Test
    void countsWhatABodyCostsAndNotItsSize() {
        try (ByteBudget.Share share = budget.share(10)) {
            assertThat(share.hasRoomFor(11)).isFalse();
            assertThat(share.tryTake(9)).isTrue();
            assertThat(budget.used()).isEqualTo(90);
            assertThat(share.tryTake(2)).isFalse();
        }
        assertThat(budget.used()).isZero();
    }

    @Test
    void hasEverythingBackWhenTheSharesAreClosed() {
        try (ByteBudget.Share share = budget.share(1)) {
            assertThat(share.tryTake(30)).isTrue();
            assertThat(share.tryTake(30)).isTrue();
            assertThat(share.tryTake(50)).isFalse();
        }
        assertThat(budget.used()).isZero();
        assertThat(budget.hasRoomFor(100)).isTrue();
    }
}
