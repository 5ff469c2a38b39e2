package com.justfaas.router.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.justfaas.events.FunctionName;
import com.justfaas.events.streams.DeadLetter;
import com.justfaas.events.streams.DeadLetterCensus;
import com.justfaas.events.streams.DeadLetterCounts;
import com.justfaas.events.streams.DeadLetterCounts.Group;
import com.justfaas.events.streams.DeadLetterScan;
import com.justfaas.events.streams.DeadLetters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages, oldest first: those are the next to be lost, and a page stays what it is while more
 * die. Looking for a rare reason may mean reading much; a page ends early, with a cursor, when its
 * time is over.
 */
final class DeadLetterPages {

    private static final Duration LONGEST_SCAN = Duration.ofSeconds(2);
    private static final Duration LONGEST_COUNT = Duration.ofSeconds(5);
    private static final int BATCH = 128;
    private static final int MOST_GROUPS = 1000;

    private final DeadLetters letters;
    private final DeadLetterCensus census;

    DeadLetterPages(DeadLetters letters, DeadLetterCensus census) {
        this.letters = letters;
        this.census = census;
    }

    /**
     * Some dead letters, and how many there are.
     *
     * @param next the cursor of the next page, or null when this is the last
     * @param groups the largest first
     * @param groupsComplete whether everything was counted, and every group is shown
     */
    record Page(
            List<DeadLetterView> items,
            @Nullable String next,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<GroupView> groups,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean groupsComplete) {}

    /** How many dead letters a function has for a reason. */
    record GroupView(
            @Nullable String namespace, @Nullable String function, String reason, long count) {

        static GroupView of(Group group) {
            return new GroupView(
                    group.function().map(FunctionName::namespace).orElse(null),
                    group.function().map(FunctionName::name).orElse(null),
                    group.reason().name(),
                    group.count());
        }
    }

    private record Items(List<DeadLetterView> items, @Nullable String next) {}

    Page read(PageRequest request) {
        Items items = items(request);
        if (!request.groups()) {
            return new Page(items.items(), items.next(), null, null);
        }
        DeadLetterCounts counts = census.count(request.filter(), LONGEST_COUNT);
        return new Page(
                items.items(),
                items.next(),
                counts.groups().stream().limit(MOST_GROUPS).map(GroupView::of).toList(),
                counts.complete() && counts.groups().size() <= MOST_GROUPS);
    }

    private Items items(PageRequest request) {
        long end = System.nanoTime() + LONGEST_SCAN.toNanos();
        DeadLetterScan scan = letters.scan(request.filter(), request.from());
        List<DeadLetterView> items = new ArrayList<>();
        while (!scan.isOver() && System.nanoTime() - end < 0) {
            // one more than fits, to know whether a page follows
            int most = Math.min(BATCH, request.limit() + 1 - items.size());
            for (DeadLetter letter :
                    scan.next(request.filter().reason().isEmpty() ? most : BATCH)) {
                if (items.size() == request.limit()) {
                    return new Items(items, Long.toString(letter.sequence()));
                }
                items.add(DeadLetterView.brief(letter));
            }
        }
        return new Items(items, scan.isOver() ? null : Long.toString(scan.position()));
    }
}
