package com.justfaas.router.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdleConnectionsTest {

    private final IdleConnections<String> idle = new IdleConnections<>();

    @Test
    void closesTheOneThatHasBeenIdleLongest() {
        idle.opened("first");
        idle.opened("second");

        assertThat(idle.full()).contains("first");
        assertThat(idle.full()).contains("second");
        assertThat(idle.full()).isEmpty();
    }

    @Test
    void countsIdlenessFromTheLastRequest() {
        idle.opened("first");
        idle.opened("second");
        assertThat(idle.begins("first")).isTrue();
        assertThat(idle.completed("first")).isEmpty();

        assertThat(idle.full()).contains("second");
    }

    @Test
    void closesNoneWhoseResponseIsBeingMade() {
        idle.opened("busy");
        idle.begins("busy");
        idle.received("busy");

        assertThat(idle.full()).isEmpty();
    }

    @Test
    void servesNoRequestOfOneThatItClosed() {
        idle.opened("late");
        idle.full();

        assertThat(idle.begins("late")).isFalse();
    }

    @Test
    void waitsForTheFirstToCompleteItsRequestWhileAllAreBusy() {
        idle.opened("busy");
        idle.begins("busy");
        idle.received("busy");
        idle.full();
        assertThat(idle.opened("new")).isEmpty();

        assertThat(idle.completed("busy")).contains("new");
        idle.opened("newer");
        assertThat(idle.completed("other")).isEmpty();
    }

    @Test
    void choosesAmongThoseThatWereAcceptedAndNotYetOpened() {
        idle.full();

        assertThat(idle.opened("first")).isEmpty();
        assertThat(idle.opened("second")).contains("first");
        assertThat(idle.opened("third")).isEmpty();
    }

    @Test
    void closesNoneAnyMoreWhenThereIsRoomAgain() {
        idle.opened("busy");
        idle.begins("busy");
        idle.full();
        idle.notFull();

        assertThat(idle.completed("busy")).isEmpty();
    }

    @Test
    void closesTheOneWhoseBodyHasBeenArrivingLongestWhenNoneIsIdle() {
        idle.opened("first");
        idle.opened("second");
        idle.begins("second");
        idle.begins("first");

        assertThat(idle.full()).contains("second");
        idle.received("first");
        assertThat(idle.full()).isEmpty();
    }

    @Test
    void prefersAnIdleOneToOneWhoseBodyIsArriving() {
        idle.opened("receiving");
        idle.begins("receiving");
        idle.opened("idle");

        assertThat(idle.full()).contains("idle");
    }

    @Test
    void countsAConnectionAsIdleAgainThoughItsBodyNeverCame() {
        idle.opened("refused");
        idle.begins("refused");
        idle.completed("refused");

        assertThat(idle.full()).contains("refused");
        assertThat(idle.full()).isEmpty();
    }

    @Test
    void forgetsWhatIsClosedWhileItsBodyArrives() {
        idle.opened("gone");
        idle.begins("gone");
        idle.closed("gone");

        assertThat(idle.full()).isEmpty();
    }

    @Test
    void forgetsWhatIsClosed() {
        idle.opened("gone");
        idle.closed("gone");

        assertThat(idle.full()).isEmpty();
    }
}
