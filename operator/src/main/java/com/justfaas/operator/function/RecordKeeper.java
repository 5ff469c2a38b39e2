package com.justfaas.operator.function;

import com.justfaas.events.FunctionName;
import com.justfaas.events.codec.FunctionResource;
import com.justfaas.events.codec.ManagementEvent;
import com.justfaas.events.streams.FunctionRecord;
import com.justfaas.events.streams.FunctionRecords;
import com.justfaas.events.streams.StaleWriteException;
import com.justfaas.events.streams.StreamException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the management events that are due, and nothing twice.
 *
 * <p>A write is fenced two ways. It names the record on which the decision was based, so that it
 * fails when anybody wrote meanwhile; and between reading that record and writing, the lease is
 * looked at. A leader that was frozen and wakes up late is thus stopped by the one or the other: by
 * the lease if a newer leader had already begun when it read, by the sequence if that began later.
 *
 * <p>Every method throws {@link StreamException} when NATS is away and {@link NotLeadingException}
 * when somebody else may lead.
 */
final class RecordKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(RecordKeeper.class);

    /** Whoever loses this often has no quarrel with another writer, but something to report. */
    private static final int MOST_ATTEMPTS = 5;

    private final FunctionRecords records;
    private final BooleanSupplier leading;
    private final FunctionMetrics metrics;

    RecordKeeper(FunctionRecords records, BooleanSupplier leading, FunctionMetrics metrics) {
        this.records = records;
        this.leading = leading;
        this.metrics = metrics;
    }

    /** Whether this replica may write, as far as it knows. */
    boolean isLeading() {
        return leading.getAsBoolean();
    }

    /** Says what is due of a function that is there; answers with what was said. */
    List<ManagementEvent> recordPresent(FunctionResource function) {
        return publish(function.function(), last -> DueEvents.ofPresent(last, function));
    }

    /** Says what is due of a function that is being deleted. */
    List<ManagementEvent> recordDeleted(FunctionResource function) {
        return publish(function.function(), last -> DueEvents.ofDeleted(last, function));
    }

    /** Says what is due of a record whose function is gone. */
    List<ManagementEvent> recordOrphan(FunctionRecord orphan) {
        return publish(orphan.event().function(), last -> DueEvents.ofOrphan(last, orphan));
    }

    private List<ManagementEvent> publish(
            FunctionName function,
            Function<Optional<FunctionRecord>, List<ManagementEvent>> decision) {
        for (int attempt = 1; ; attempt++) {
            Optional<FunctionRecord> last = records.last(function);
            List<ManagementEvent> due = decision.apply(last);
            try {
                write(function, last, due);
                return due;
            } catch (StaleWriteException e) {
                metrics.staleWrite();
                LOG.info("{}: {}", function, e.getMessage());
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void write(
            FunctionName function, Optional<FunctionRecord> last, List<ManagementEvent> due) {
        if (due.isEmpty()) {
            return;
        }
        // without a readable record there may still be a message, written by somebody else
        long expected = last.isPresent() ? last.get().sequence() : records.lastSequence(function);
        for (ManagementEvent event : due) {
            if (!leading.getAsBoolean()) {
                throw new NotLeadingException();
            }
            expected = records.publish(event, expected);
            metrics.published(event.kind());
            LOG.atInfo()
                    .addKeyValue("function", function)
                    .addKeyValue("uid", event.resource().uid())
                    .log("published {}", event.kind().type());
        }
    }
}
