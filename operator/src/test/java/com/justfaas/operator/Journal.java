package com.justfaas.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.codec.ManagementEvent;
import com.justfaas.events.streams.FunctionFeed;
import com.justfaas.events.streams.FunctionRecord;
import com.justfaas.events.streams.NatsLink;
import com.justfaas.events.streams.SkipReason;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** All that is said of a namespace's functions while the test runs, in order. */
final class Journal implements AutoCloseable {

    private final List<ManagementEvent> events = new CopyOnWriteArrayList<>();
    private final FunctionFeed feed;

    Journal(NatsLink link, String namespace) {
        this.feed =
                new FunctionFeed(
                        link,
                        new FunctionFeed.Listener() {
                            @Override
                            public void record(FunctionRecord record) {
                                if (record.event().function().namespace().equals(namespace)) {
                                    events.add(record.event());
                                }
                            }

                            @Override
                            public void skipped(long sequence, SkipReason reason) {}

                            @Override
                            public void caughtUp() {}

                            @Override
                            public void reset() {}
                        });
    }

    void start() {
        feed.start();
    }

    List<ManagementEvent> events() {
        return List.copyOf(events);
    }

    /** {@code added checkout}, … */
    List<String> lines() {
        return events.stream()
                .map(
                        event ->
                                event.kind().name().toLowerCase(Locale.ROOT)
                                        + " "
                                        + event.function().name())
                .toList();
    }

    /** Waits until exactly this was said since the test began. */
    void awaitLines(String... lines) {
        Stage.await().untilAsserted(() -> assertThat(lines()).containsExactly(lines));
    }

    /** The same in any order. */
    void awaitLinesInAnyOrder(String... lines) {
        Stage.await().untilAsserted(() -> assertThat(lines()).containsExactlyInAnyOrder(lines));
    }

    @Override
    public void close() {
        feed.close();
    }
}
