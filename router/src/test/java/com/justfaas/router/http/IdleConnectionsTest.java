package com.justfaas.router.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class IdleConnectionsTest {

    private static final Duration GRACE = IdleConnections.GRACE;

    /** A time of {@link System#nanoTime}, which overflows within the tests. */
    private long now = Long.MAX_VALUE - 1;

    private final IdleConnections<String> idle = new IdleConnections<>(() -> now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void closesTheOneThatHasBeenIdleLongest() {
        idle.opened("first");
        pass(Duration.ofMillis(1));
        idle.opened("second");
        pass(GRACE);

        assertThat(idle.full()).contains("first");
        assertThat(idle.full()).contains("second");
        assertThat(idle.full()).isEmpty();
    }

    @Test
    void countsIdlenessFromTheLastRequest() {
        idle.opened("first");
        idle.opened("second");
        pass(GRACE);
        assertThat(idle.begins("first")).isTrue();
        pass(Duration.ofMillis(1));
        assertThat(idle.completed("first")).isEmpty();

        assertThat(idle.full()).contains("second");
    }

    @Test
    void closesNoneWhoseResponseIsBeingMade() {
        idle.opened("busy");
        idle.begins("busy");
        idle.received("busy");
        pass(GRACE);

        assertThat(idle.full()).isEmpty();
    }

    @Test
    void servesNoRequestOfOneThatItClosed() {
        idle.opened("late");
        pass(GRACE);
        idle.full();

        assertThat(idle.begins("late")).isFalse();
    }

    @Test
    void waitsForTheFirstToCompleteItsRequestWhileAllAreBusy() {
        busy("busy");
        assertThat(idle.full()).isEmpty();
        assertThat(idle.isWanted()).isTrue();

        assertThat(idle.completed("busy")).contains("busy");
        assertThat(idle.isWanted()).isFalse();
    }

    /** Its request may have been sent while it waited to be accepted. */
    @Test
    void doesNotCloseTheOneThatWasJustAccepted() {
        busy("first");
        busy("second");
        assertThat(idle.full()).isEmpty();
        idle.opened("new");

        assertThat(idle.completed("first")).contains("first");
        assertThat(idle.full()).isEmpty();
        assertThat(idle.completed("second")).contains("second");
        assertThat(idle.begins("new")).isTrue();
    }

    @Test
    void closesNoMoreThanTheOneThatMakesRoom() {
        busy("first");
        busy("second");
        idle.full();

        assertThat(idle.completed("first")).contains("first");
        assertThat(idle.completed("second")).isEmpty();
    }

    @Test
    void closesOneWhoseFirstHeadDoesNotCome() {
        idle.opened("silent");
        assertThat(idle.full()).isEmpty();
        pass(GRACE.minusNanos(1));
        assertThat(idle.choose()).isEmpty();
        pass(Duration.ofNanos(1));

        assertThat(idle.choose()).contains("silent");
        assertThat(idle.choose()).isEmpty();
    }

    @Test
    void closesTheSilentOneBeforeTheOneThatWasUsedLater() {
        idle.opened("silent");
        busy("used");
        pass(GRACE);
        idle.completed("used");

        assertThat(idle.full()).contains("silent");
        assertThat(idle.full()).contains("used");
    }

    @Test
    void closesNoneAnyMoreWhenThereIsRoomAgain() {
        busy("busy");
        idle.full();
        idle.notFull();

        assertThat(idle.completed("busy")).isEmpty();
        assertThat(idle.isWanted()).isFalse();
    }

    @Test
    void closesTheOneWhoseBodyHasBeenArrivingLongestWhenNoneIsIdle() {
        idle.opened("first");
        idle.opened("second");
        idle.begins("second");
        pass(Duration.ofMillis(1));
        idle.begins("first");
        assertThat(idle.full()).isEmpty();
        pass(GRACE);

        assertThat(idle.choose()).contains("second");
        idle.received("first");
        assertThat(idle.full()).isEmpty();
    }

    @Test
    void prefersAnIdleOneToOneWhoseBodyIsArriving() {
        idle.opened("receiving");
        idle.begins("receiving");
        idle.opened("idle");
        pass(GRACE);

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
        pass(GRACE);

        assertThat(idle.full()).isEmpty();
    }

    /** It is closed already, and would make no room. */
    @Test
    void doesNotChooseOneThatWasClosedBeforeItsRequestWasCompleted() {
        busy("gone");
        idle.closed("gone");
        idle.completed("gone");
        idle.opened("chosen");
        pass(GRACE);
        idle.full();
        idle.completed("chosen");

        assertThat(idle.full()).isEmpty();
    }

    @Test
    void forgetsWhatIsClosed() {
        idle.opened("gone");
        idle.closed("gone");
        pass(GRACE);

        assertThat(idle.full()).isEmpty();
    }

    private void busy(String connection) {
        idle.opened(connection);
        idle.begins(connection);
        idle.received(connection);
    }
}
