package com.justfaas.router.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.router.engine.LargeEvents.Room;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LargeEventsTest {

    private static final int KIB = 1 << 10;

    private final LargeEvents events = new LargeEvents(1000 * KIB);

    private Optional<Room> tryTake(int kib) {
        return events.tryTake(kib * KIB, false);
    }

    @Test
    void giveRoomUntilThereIsNone() {
        Room first = tryTake(600).orElseThrow();
        assertThat(tryTake(401)).isEmpty();
        assertThat(tryTake(400)).isPresent();
        assertThat(tryTake(100)).isEmpty();

        first.giveBack();
        assertThat(tryTake(600)).isPresent();
    }

    @Test
    void doNotCountSmallOnes() {
        assertThat(tryTake(1000)).isPresent();

        assertThat(tryTake(15)).isPresent();
        assertThat(tryTake(16)).isEmpty();
        assertThat(events.hasRoom(15 * KIB, true)).isTrue();
        assertThat(events.hasRoom(16 * KIB, false)).isFalse();
    }

    @Test
    void keepHalfForFunctionsThatAnswer() {
        assertThat(events.tryTake(400 * KIB, true)).isPresent();
        assertThat(events.tryTake(101 * KIB, true)).isEmpty();
        assertThat(events.hasRoom(101 * KIB, true)).isFalse();

        assertThat(events.hasRoom(600 * KIB, false)).isTrue();
        assertThat(tryTake(600)).isPresent();
    }

    @Test
    void giveOneRoomHoweverLargeItIs() {
        Room large = tryTake(5000).orElseThrow();
        assertThat(tryTake(16)).isEmpty();
        large.giveBack();
        assertThat(tryTake(16)).isPresent();
    }

    @Test
    void countWhatIsTakenBeyondTheRoomThereIs() {
        Room more = events.take(2000 * KIB);
        assertThat(tryTake(16)).isEmpty();
        more.giveBack();
        assertThat(tryTake(1000)).isPresent();
    }
}
