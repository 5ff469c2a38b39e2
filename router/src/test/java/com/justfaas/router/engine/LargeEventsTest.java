package com.justfaas.router.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import com.justfaas.router.engine.LargeEvents.Room;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LargeEventsTest {

    private static final int KIB = 1 << 10;

    private final LargeEvents events = new LargeEvents(1000 * KIB);

    private int functions;

    /** For a function that has none yet. */
    private Optional<Room> tryTake(int kib) {
        return events.tryTake(another(), kib * KIB, false);
    }

    private FunctionName another() {
        functions++;
        return new FunctionName("shop", "f" + functions);
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
        assertThat(events.hasRoom(another(), 15 * KIB, true)).isTrue();
        assertThat(events.hasRoom(another(), 16 * KIB, false)).isFalse();
    }

    @Test
    void keepHalfForFunctionsThatAnswerSoon() {
        assertThat(events.tryTake(another(), 400 * KIB, true)).isPresent();
        assertThat(events.tryTake(another(), 101 * KIB, true)).isEmpty();
        assertThat(events.hasRoom(another(), 101 * KIB, true)).isFalse();

        assertThat(events.hasRoom(another(), 600 * KIB, false)).isTrue();
        assertThat(tryTake(600)).isPresent();
    }

    @Test
    void giveOneFunctionAnEighthOrOneEvent() {
        FunctionName one = another();
        Room first = events.tryTake(one, 100 * KIB, false).orElseThrow();
        assertThat(events.tryTake(one, 26 * KIB, false)).isEmpty();
        assertThat(events.tryTake(one, 25 * KIB, false)).isPresent();
        assertThat(tryTake(300)).as("another").isPresent();

        first.giveBack();
        assertThat(events.tryTake(one, 100 * KIB, false)).isPresent();
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
        Room more = events.take(another(), 2000 * KIB);
        assertThat(tryTake(16)).isEmpty();
        more.giveBack();
        assertThat(tryTake(1000)).isPresent();
    }
}
