package com.justfaas.router.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.router.simulation.Simulation.Result;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** See {@link Replay} for how to run more schedules, or one again. */
class DeliverySimulationTest {

    @Test
    void nothingIsLostAndNothingRepeatedWithoutAFaultInAnySchedule() {
        long began = System.nanoTime();
        long[] seeds = Replay.seeds();
        long calm = 0;
        Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
        for (long seed : seeds) {
            Result result = Simulation.run(seed, Rules.OURS);
            assertThat(result.violation()).as(() -> Replay.explain(seed, Rules.OURS)).isEmpty();
            calm += result.struck().isEmpty() ? 1 : 0;
            result.struck().forEach((fault, times) -> struck.merge(fault, times, Integer::sum));
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(
                "%d schedules, %d of them without a fault, %.0f a second; faults %s%n",
                seeds.length, calm, seeds.length / seconds, struck);
    }

    @Test
    void aSeedSaysAll() {
        LongStream.range(0, 20)
                .forEach(
                        seed ->
                                assertThat(Simulation.run(seed, Rules.OURS).steps())
                                        .isEqualTo(Simulation.replay(seed, Rules.OURS).steps()));
    }

    @Test
    void schedulesComeToEveryPartOfTheProtocolAndMeetEveryFault() {
        Coverage coverage = new Coverage();
        Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
        for (long seed = 0; seed < 500; seed++) {
            struck.putAll(Simulation.run(seed, coverage).struck());
        }

        assertThat(struck).containsOnlyKeys(Fault.values());
        assertThat(coverage.times())
                .containsKeys("DELIVERED", "MOVED", "LEFT", "DEAD")
                .containsKeys("Rejected", "AttemptsExhausted", "Expired", "FunctionDeleted")
                .containsKeys("Waiting Permitted", "Waiting Refused", "Waiting HandOverDue")
                .containsKeys("InFlight HandOverDue", "InFlight CopyStored", "InFlight CopyFailed")
                .containsKeys("InFlight AttemptEnded", "Answered CopyStored", "Answered CopyFailed")
                .containsKeys("Moving CopyStored", "Moving CopyFailed", "Moving StoreAgainDue")
                .containsKeys("Burying DeadLetterStored", "Burying DeadLetterFailed")
                .containsKeys("Burying StoreAgainDue")
                .containsKeys("Replying ReplyStored", "Replying ReplyFailed")
                .containsKeys("Replying ReplyNotSetAside", "Replying ReplyRefused")
                .containsKeys("Replying DeadLetterStored", "Replying DeadLetterFailed")
                .containsKeys("Replying StoreAgainDue")
                // what comes too late
                .containsKeys("Moving Permitted", "Moving HandOverDue", "Over HandOverDue");
    }
}
