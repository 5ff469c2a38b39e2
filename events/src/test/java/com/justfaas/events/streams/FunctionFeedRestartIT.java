package com.justfaas.events.streams;

import static com.justfaas.events.codec.Examples.said;
import static com.justfaas.events.streams.FreshStreams.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.codec.ManagementEvent.Kind;
import com.justfaas.testkit.NatsServer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionFeedRestartIT {

    @Test
    void tellsEverythingOnceWhateverBecomesOfTheServer() {
        FeedDiary diary = new FeedDiary();
        try (NatsServer server = NatsServer.create()) {
            server.start();
            try (FreshStreams streams = FreshStreams.on(server);
                    FunctionFeed feed = new FunctionFeed(streams.link(), diary)) {
                FunctionRecords records = new FunctionRecords(streams.link(), Clock.systemUTC());
                feed.start();
                List<String> told = new ArrayList<>();
                for (int round = 0; round < 3; round++) {
                    for (int i = 0; i < 5; i++) {
                        String name = "f%d-%d".formatted(round, i);
                        records.publish(said(Kind.ADDED, name, "1"), 0);
                        told.add("ADDED %s 1".formatted(name));
                    }
                    soon().until(() -> diary.entries().containsAll(told));
                    diary.awaitLast("caught up");
                    long epoch = streams.link().epoch();
                    server.kill();
                    soon().until(() -> !streams.link().isConnected());
                    assertThat(feed.isCurrent()).isEqualTo(epoch == streams.link().epoch());
                    server.start();
                    soon().until(() -> streams.link().epoch() > epoch);
                    soon().until(feed::isCurrent);
                }

                assertThat(diary.entries()).filteredOn(e -> e.startsWith("ADDED")).isEqualTo(told);
                assertThat(diary.entries()).doesNotContain("reset", "skipped");
            }
        }
    }
}
