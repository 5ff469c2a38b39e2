package com.justfaas.router.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/** The last steps of a schedule, for whoever must find out how it went wrong. */
final class Trace {

    private static final int LINES = 80;

    private static final Pattern RECORD =
            Pattern.compile("record=DeliveryRecord.*?attempts=(\\d+).*?webhookUrl=null]]");

    private final boolean kept;
    private final Deque<String> lines = new ArrayDeque<>();

    /**
     * @param kept false while schedules are tried by the thousand: the one that fails is run again
     */
    Trace(boolean kept) {
        this.kept = kept;
    }

    boolean isKept() {
        return kept;
    }

    void add(long now, String what) {
        if (!kept) {
            return;
        }
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        lines.addLast(
                "%11.6f s  %s"
                        .formatted(
                                now / (double) VirtualTime.SECOND,
                                RECORD.matcher(what).replaceAll("attempts $1")));
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
