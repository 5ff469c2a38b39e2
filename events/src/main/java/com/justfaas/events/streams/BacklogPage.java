package com.justfaas.events.streams;

import com.justfaas.events.Names.Subjects.BacklogSubject;
import java.util.List;

/**
 * What lies side by side in the backlog, whosever it is.
 *
 * @param copies in order
 * @param next the sequence to go on with; the same as before when there was nothing
 */
public record BacklogPage(List<Copy> copies, long next) {

    /**
     * Where a copy is.
     *
     * @param size bytes of its event's data
     */
    public record Copy(BacklogSubject at, long sequence, int size) {}
}
