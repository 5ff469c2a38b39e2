package com.justfaas.events.streams;

import io.nats.client.api.MessageInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes once through the dead letters that a filter means, oldest first, as far as they were stored
 * when it began: what dies meanwhile is not met. Holds one batch in memory, of 4 MiB at most. For
 * one thread.
 */
public final class DeadLetterScan {

    private static final int LARGEST_BATCH = 512;

    private final DirectGet reader;
    private final DeadLetterFilter filter;
    private final long last;
    private long position;

    DeadLetterScan(DirectGet reader, DeadLetterFilter filter, long from, long last) {
        this.reader = reader;
        this.filter = filter;
        this.position = from;
        this.last = last;
    }

    /** Whether nothing is left to look at. */
    public boolean isOver() {
        return position > last;
    }

    /** The sequence from which it goes on. */
    public long position() {
        return position;
    }

    /**
     * Looks at the next messages.
     *
     * @param most how many at most
     * @return those of them that are meant; perhaps none, though the scan is not over
     * @throws StreamException when NATS is away; asking again goes on where it was
     */
    public List<DeadLetter> next(int most) {
        List<DeadLetter> meant = new ArrayList<>();
        List<MessageInfo> messages =
                isOver()
                        ? List.of()
                        : reader.infos(filter.subject(), position, Math.min(most, LARGEST_BATCH));
        if (messages.isEmpty()) {
            position = last + 1;
        }
        for (MessageInfo message : messages) {
            position = message.getSeq() + 1;
            if (message.getSeq() <= last) {
                DeadLetter letter = DeadLetterMessages.read(message);
                if (filter.matches(letter.function(), letter.reason())) {
                    meant.add(letter);
                }
            }
        }
        return meant;
    }
}
