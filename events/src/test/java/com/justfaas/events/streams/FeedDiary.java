package com.justfaas.events.streams;

import static com.justfaas.events.streams.FreshStreams.soon;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what a feed tells, in order: {@code ADDED checkout 1}, {@code caught up}, … */
final class FeedDiary implements FunctionFeed.Listener {

    private final List<String> entries = new CopyOnWriteArrayList<>();
    private volatile String poison = "";

    /** To act upon a record of this function breaks from now on. */
    void failOn(String function) {
        poison = function;
    }

    @Override
    public void record(FunctionRecord record) {
        if (record.event().function().name().equals(poison)) {
            throw new StackOverflowError("put in on purpose");
        }
        entries.add(
                "%s %s %s"
                        .formatted(
                                record.event().kind(),
                                record.event().function().name(),
                                record.event().resource().resourceVersion()));
    }

    @Override
    public void skipped(long sequence, SkipReason reason) {
        entries.add("skipped " + reason);
    }

    @Override
    public void caughtUp() {
        entries.add("caught up");
    }

    @Override
    public void reset() {
        entries.add("reset");
    }

    List<String> entries() {
        return List.copyOf(entries);
    }

    /** Waits until exactly this was told; the error shows what was. */
    void awaitEntries(String... expected) {
        soon().untilAsserted(
                        () ->
                                org.assertj.core.api.Assertions.assertThat(entries)
                                        .containsExactly(expected));
    }

    /** Waits until this was told last. */
    void awaitLast(String expected) {
        soon().until(() -> !entries.isEmpty() && entries.getLast().equals(expected));
    }
}
