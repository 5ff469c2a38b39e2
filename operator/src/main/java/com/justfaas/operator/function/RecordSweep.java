package com.justfaas.operator.function;

import com.justfaas.events.streams.FunctionRecord;
import com.justfaas.events.streams.FunctionRecords;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings records and cluster together where no event of the cluster does: publishes the deletion of
 * functions that went past the finalizer, has functions looked at whose record NATS lost, and
 * forgets old deletions.
 */
final class RecordSweep {

    private static final Logger LOG = LoggerFactory.getLogger(RecordSweep.class);

    private final FunctionRecords records;
    private final FunctionLists lists;
    private final RecordKeeper keeper;
    private final WaitingFunctions functions;
    private final UpkeepTimes times;
    private final Clock clock;

    RecordSweep(
            FunctionRecords records,
            FunctionLists lists,
            RecordKeeper keeper,
            WaitingFunctions functions,
            UpkeepTimes times,
            Clock clock) {
        this.records = records;
        this.lists = lists;
        this.keeper = keeper;
        this.functions = functions;
        this.times = times;
        this.clock = clock;
    }

    /**
     * One comparison.
     *
     * @param atStart whether all functions are being looked at anyway
     * @throws com.justfaas.events.streams.StreamException when NATS is away
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server is away
     */
    void run(boolean atStart) {
        List<FunctionRecord> said = records.all();
        RecordComparison found =
                RecordComparison.of(
                        said,
                        lists.list(),
                        lists.namespaces(),
                        clock.instant().minus(times.keepTombstones()));
        found.orphans().forEach(keeper::recordOrphan);
        if (!atStart) {
            found.unrecorded().forEach(functions::look);
        }
        found.tombstones()
                .forEach(stone -> records.forget(stone.event().function(), stone.sequence()));
        LOG.debug(
                "{} records: {} of functions that are gone, {} functions without, {} tombstones",
                said.size(),
                found.orphans().size(),
                found.unrecorded().size(),
                found.tombstones().size());
    }
}
