package com.justfaas.operator.function;

import static com.justfaas.events.codec.ManagementEvent.Kind.ADDED;
import static com.justfaas.events.codec.ManagementEvent.Kind.DELETED;
import static com.justfaas.events.codec.ManagementEvent.Kind.MODIFIED;
import static com.justfaas.operator.function.Resources.function;
import static com.justfaas.operator.function.Resources.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.codec.FunctionResource;
import com.justfaas.events.codec.ManagementEvent;
import com.justfaas.events.streams.FunctionRecord;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DueEventsTest {

    private final FunctionResource checkout = function("checkout", "uid-1", "order.created");
    private final FunctionResource changed = function("checkout", "uid-1", "order.paid");
    private final FunctionResource successor = function("checkout", "uid-2", "order.created");

    @Test
    void addsWhatWasNeverRecorded() {
        assertThat(DueEvents.ofPresent(Optional.empty(), checkout))
                .containsExactly(new ManagementEvent(ADDED, checkout));
    }

    @Test
    void addsWhatWasDeleted() {
        assertThat(DueEvents.ofPresent(Optional.of(record(3, DELETED, checkout)), successor))
                .containsExactly(new ManagementEvent(ADDED, successor));
    }

    @Test
    void saysNothingTwice() {
        assertThat(DueEvents.ofPresent(Optional.of(record(3, ADDED, checkout)), checkout))
                .isEmpty();
        assertThat(DueEvents.ofPresent(Optional.of(record(3, MODIFIED, checkout)), checkout))
                .isEmpty();
        assertThat(DueEvents.ofDeleted(Optional.of(record(3, DELETED, checkout)), checkout))
                .isEmpty();
    }

    @Test
    void modifiesWhatReadsOtherwise() {
        assertThat(DueEvents.ofPresent(Optional.of(record(3, ADDED, checkout)), changed))
                .containsExactly(new ManagementEvent(MODIFIED, changed));
    }

    @Test
    void deletesThePredecessorBeforeItAddsTheSuccessor() {
        assertThat(DueEvents.ofPresent(Optional.of(record(3, MODIFIED, checkout)), successor))
                .containsExactly(
                        new ManagementEvent(DELETED, checkout),
                        new ManagementEvent(ADDED, successor));
    }

    @Test
    void deletesWhatIsRecordedAsPresent() {
        assertThat(DueEvents.ofDeleted(Optional.of(record(3, ADDED, checkout)), checkout))
                .containsExactly(new ManagementEvent(DELETED, checkout));
    }

    @Test
    void needsNoWordOfADeletionThatNobodyKnewAnythingOf() {
        assertThat(DueEvents.ofDeleted(Optional.empty(), checkout)).isEmpty();
    }

    @Test
    void leavesTheSuccessorAloneWhenItLooksAtThePredecessorLate() {
        assertThat(DueEvents.ofDeleted(Optional.of(record(4, ADDED, successor)), checkout))
                .isEmpty();
    }

    @Test
    void deletesAnOrphanUnlessSomethingWasSaidMeanwhile() {
        FunctionRecord orphan = record(3, MODIFIED, checkout);
        assertThat(DueEvents.ofOrphan(Optional.of(orphan), orphan))
                .containsExactly(new ManagementEvent(DELETED, checkout));
        assertThat(DueEvents.ofOrphan(Optional.of(record(4, ADDED, successor)), orphan)).isEmpty();
        assertThat(DueEvents.ofOrphan(Optional.of(record(4, DELETED, checkout)), orphan)).isEmpty();
        assertThat(DueEvents.ofOrphan(Optional.empty(), orphan)).isEmpty();
    }
}
