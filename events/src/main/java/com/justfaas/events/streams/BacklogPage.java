package com.justfaas.events.streams;

import com.justfaas.events.Names.Subjects.BacklogSubject;
import java.util.List;
import java.util.function.Supplier;

/**
 * Copies that lie side by side in the backlog, whosever they are.
 *
 * @param copies in order
 * @param next the sequence to go on with; the same as before when there was nothing
 */
public record BacklogPage(List<Copy> copies, long next) {

    /**
     * A copy that was read and not decoded.
     *
     * @param size bytes that it takes
     * @param entry decodes it
     */
    public record Copy(BacklogSubject at, long sequence, int size, Supplier<BacklogEntry> entry) {}
}
