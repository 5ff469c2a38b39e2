package com.justfaas.operator.function;

import com.justfaas.events.codec.FunctionResource;
import com.justfaas.events.codec.ManagementEvent;
import com.justfaas.events.codec.ManagementEvent.Kind;
import com.justfaas.events.streams.FunctionRecord;
import java.util.List;
import java.util.Optional;

/**
 * Which management events are due, given what was last said of a function. What was said is read
 * from the stream, so the answer is the same after a restart and for a new leader.
 */
final class DueEvents {

    private DueEvents() {}

    /** For a function that is there. In the order in which they are to be published. */
    static List<ManagementEvent> ofPresent(
            Optional<FunctionRecord> last, FunctionResource function) {
        ManagementEvent added = new ManagementEvent(Kind.ADDED, function);
        if (last.isEmpty() || saysDeleted(last.get())) {
            return List.of(added);
        }
        FunctionResource said = last.get().event().resource();
        if (!said.uid().equals(function.uid())) {
            return List.of(new ManagementEvent(Kind.DELETED, said), added);
        }
        return said.digest().equals(function.digest())
                ? List.of()
                : List.of(new ManagementEvent(Kind.MODIFIED, function));
    }

    /**
     * For a function that is being deleted. A record with another uid is not touched: this may be a
     * late look at an earlier function of that name.
     */
    static List<ManagementEvent> ofDeleted(
            Optional<FunctionRecord> last, FunctionResource function) {
        boolean due =
                last.filter(record -> !saysDeleted(record))
                        .filter(record -> uid(record).equals(function.uid()))
                        .isPresent();
        return due ? List.of(new ManagementEvent(Kind.DELETED, function)) : List.of();
    }

    /** For a record whose function was not there any more, unless a newer one took its place. */
    static List<ManagementEvent> ofOrphan(Optional<FunctionRecord> last, FunctionRecord orphan) {
        boolean due =
                last.filter(record -> record.sequence() == orphan.sequence())
                        .filter(record -> !saysDeleted(record))
                        .isPresent();
        return due
                ? List.of(new ManagementEvent(Kind.DELETED, orphan.event().resource()))
                : List.of();
    }

    static boolean saysDeleted(FunctionRecord record) {
        return record.event().kind() == Kind.DELETED;
    }

    private static String uid(FunctionRecord record) {
        return record.event().resource().uid();
    }
}
