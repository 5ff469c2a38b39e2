package com.justfaas.router.backlog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TierWindowTest {

    private final TierWindow window = new TierWindow();

    private void taken(long... sequences) {
        for (long sequence : sequences) {
            window.taken(sequence);
        }
    }

    @Test
    void readsOnAfterWhatWasTaken() {
        assertThat(window.next()).isEqualTo(1);
        taken(5, 9);
        assertThat(window.next()).isEqualTo(10);
        assertThat(window.isTaken(5)).isTrue();
        assertThat(window.isTaken(7)).isFalse();
        assertThat(window.size()).isEqualTo(2);
    }

    @Test
    void removesUpToTheFirstThatIsNotOver() {
        taken(5, 6, 7, 8);
        window.over(6);
        assertThat(window.takeRemovable()).isEmpty();
        window.over(5);
        window.over(8);
        assertThat(window.takeRemovable()).containsExactly(5L, 6L);
        assertThat(window.takeRemovable()).isEmpty();
        window.over(7);
        assertThat(window.takeRemovable()).containsExactly(7L, 8L);
        assertThat(window.size()).isZero();
    }

    @Test
    void whatWasLeftIsReadAgain() {
        taken(5, 6, 7);
        assertThat(window.goesBack()).isFalse();
        window.left(6);
        assertThat(window.isTaken(6)).isFalse();
        assertThat(window.next()).isEqualTo(6);
        assertThat(window.goesBack()).isTrue();
    }

    @Test
    void nothingBehindWhatWasLeftIsRemoved() {
        taken(5, 6, 7);
        window.left(6);
        window.over(5);
        window.over(7);
        assertThat(window.takeRemovable()).containsExactly(5L);
        assertThat(window.takeRemovable()).isEmpty();
    }

    @Test
    void whatIsTakenAfterSomethingWasLeftDoesNotHideIt() {
        taken(5, 6);
        window.left(5);
        taken(7);
        assertThat(window.next()).isEqualTo(5);
        window.over(6);
        window.over(7);
        assertThat(window.takeRemovable()).as("5 is still there").isEmpty();
    }

    @Test
    void whatWasLeftAndTakenAgainHoldsBackNothing() {
        taken(5, 6);
        window.left(5);
        window.over(6);
        taken(5);
        window.over(5);
        assertThat(window.takeRemovable()).containsExactly(5L, 6L);
        assertThat(window.next()).isEqualTo(7);
    }

    @Test
    void whatWasLeftAndIsNotThereAnyMoreHoldsBackNothing() {
        taken(5, 6);
        window.left(5);
        window.over(6);
        window.gone(5);
        assertThat(window.takeRemovable()).containsExactly(6L);
        assertThat(window.next()).isEqualTo(7);
    }

    @Test
    void onlyWhatWasLeftCanBeGone() {
        taken(5, 6);
        window.gone(5);
        window.gone(9);
        assertThat(window.isTaken(5)).isTrue();
        assertThat(window.next()).isEqualTo(7);
    }

    @Test
    void aCopyThatWasNeverTakenCannotBeLeft() {
        taken(5);
        window.left(3);
        window.left(8);
        assertThat(window.next()).isEqualTo(6);
    }

    @Test
    void whatWasRemovedIsNotTakenAgainFromAnOldAnswer() {
        taken(5, 6);
        window.over(5);
        window.over(6);
        assertThat(window.takeRemovable()).containsExactly(5L, 6L);
        assertThat(window.isTaken(5)).isTrue();
        assertThat(window.isTaken(6)).isTrue();
        assertThat(window.isTaken(7)).isFalse();
    }

    @Test
    void whatIsOverBehindAnotherCanBeRemovedOneByOne() {
        taken(5, 6, 7, 8);
        window.over(6);
        window.over(8);
        assertThat(window.takeScattered()).containsExactly(6L, 8L);
        assertThat(window.takeScattered()).isEmpty();
        assertThat(window.size()).isEqualTo(2);
        window.over(5);
        window.over(7);
        assertThat(window.takeRemovable()).containsExactly(5L, 7L);
    }
}
