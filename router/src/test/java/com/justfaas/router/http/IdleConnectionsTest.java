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
    void closesNoneWithARequestInProgress() {
        idle.opened("busy");
        idle.begins("busy");

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
    void forgetsWhatIsClosed() {
        idle.opened("gone");
        idle.closed("gone");

        assertThat(idle.full()).isEmpty();
    }
}
