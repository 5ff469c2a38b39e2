package com.justfaas.events.streams;

import static com.justfaas.events.codec.Examples.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.justfaas.events.codec.Examples;
import com.justfaas.events.codec.ManagementEvent;
import com.justfaas.events.codec.ManagementEvent.Kind;
import com.justfaas.testkit.junit.NatsExtension;
import java.time.Clock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A full stream refuses what is new; it never forgets a function to make room. */
class FunctionRecordsLimitIT {

    private static final int BIG = 100_000;

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    @Test
    void areNeverDroppedForOthers() {
        try (FreshStreams streams = FreshStreams.none(NATS.server())) {
            new StreamSetup(new StreamLimits(1 << 20, 1 << 20, 1 << 20, 1 << 20))
                    .ensure(streams.link().connection());
            FunctionRecords records = new FunctionRecords(streams.link(), Clock.systemUTC());
            int stored = fill(records);

            assertThat(stored).isBetween(8, 11);
            assertThat(records.all()).hasSize(stored);
            assertThatThrownBy(() -> records.publish(big("one-more", BIG), 0))
                    .isInstanceOf(StreamException.class)
                    .isNotInstanceOf(StaleWriteException.class)
                    .hasMessageContaining("faas-functions refused")
                    .hasMessageContaining("maximum bytes exceeded");
            assertThat(records.all()).hasSize(stored);
            assertThat(records.all()).extracting(r -> r.event().function().name()).contains("f0");
        }
    }

    @Test
    void replaceEachOtherInAFullStreamAndMakeRoomWhenTheyShrink() {
        try (FreshStreams streams = FreshStreams.none(NATS.server())) {
            new StreamSetup(new StreamLimits(1 << 20, 1 << 20, 1 << 20, 1 << 20))
                    .ensure(streams.link().connection());
            FunctionRecords records = new FunctionRecords(streams.link(), Clock.systemUTC());
            int stored = fill(records);
            var f0 = big("f0", BIG).function();
            long small = records.publish(big("f0", 10), records.lastSequence(f0));

            assertThat(records.last(f0).orElseThrow().sequence()).isEqualTo(small);
            records.publish(said(Kind.ADDED, "small", "1"), 0);
            assertThat(records.all()).hasSize(stored + 1);
        }
    }

    /** Adds functions until there is no room, and returns how many there were. */
    private static int fill(FunctionRecords records) {
        return (int)
                IntStream.range(0, 20)
                        .takeWhile(
                                i -> {
                                    try {
                                        return records.publish(big("f" + i, BIG), 0) > 0;
                                    } catch (StreamException full) {
                                        return false;
                                    }
                                })
                        .count();
    }

    private static ManagementEvent big(String name, int size) {
        return new ManagementEvent(Kind.ADDED, Examples.function(name, "1", "x".repeat(size)));
    }
}
