package com.justfaas.events.streams;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.streams.Newcomers.Place;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NewcomersTest {

    private static final Duration NO_PATIENCE = Duration.ZERO;

    private final Newcomers newcomers = new Newcomers();

    @Test
    void aPlaceIsFreeAgainWhenItsDeliveryIsOver() throws InterruptedException {
        assertThat(newcomers.reserve(1, Newcomers.MOST, NO_PATIENCE)).isEqualTo(Newcomers.MOST);
        Place place = newcomers.take();
        newcomers.over(place);
        newcomers.over(place);

        assertThat(newcomers.reserve(1, 2, NO_PATIENCE)).as("given back once").isEqualTo(1);
    }

    @Test
    void whatIsSlowIsNoNewcomerAnyMore() throws InterruptedException {
        newcomers.reserve(1, Newcomers.MOST, NO_PATIENCE);
        Place slow = newcomers.take();

        int reserved = 0;
        while (reserved == 0) {
            reserved = newcomers.reserve(1, 1, Duration.ofMillis(5));
        }
        newcomers.over(slow);

        assertThat(newcomers.reserve(1, 1, NO_PATIENCE)).as("it had none left").isZero();
    }

    @Test
    void fewerThanAreOfUseAreNotReserved() throws InterruptedException {
        newcomers.reserve(1, Newcomers.MOST - 3, NO_PATIENCE);

        assertThat(newcomers.reserve(4, 10, NO_PATIENCE)).isZero();
        assertThat(newcomers.reserve(3, 10, NO_PATIENCE)).isEqualTo(3);
    }
}
