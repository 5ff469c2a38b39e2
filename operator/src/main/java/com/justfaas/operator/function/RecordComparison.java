package com.justfaas.operator.function;

import com.justfaas.events.FunctionName;
import com.justfaas.events.streams.FunctionRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the records and the cluster differ.
 *
 * @param orphans records of functions that are not there
 * @param unrecorded functions of which the record says nothing, or something else
 * @param tombstones records of deletions that every router has seen by now
 */
record RecordComparison(
        List<FunctionRecord> orphans,
        List<FunctionName> unrecorded,
        List<FunctionRecord> tombstones) {

    RecordComparison {
        orphans = List.copyOf(orphans);
        unrecorded = List.copyOf(unrecorded);
        tombstones = List.copyOf(tombstones);
    }

    /**
     * Compares records with functions that were listed after the records were read: only so does a
     * function's absence mean that it went, and not that it is new.
     *
     * @param watched namespaces to look at; empty for all
     * @param expiry deletions recorded before this time are tombstones
     */
    static RecordComparison of(
            List<FunctionRecord> records,
            List<ListedFunction> functions,
            Set<String> watched,
            Instant expiry) {
        Map<FunctionName, ListedFunction> there = new HashMap<>();
        functions.forEach(function -> there.put(function.name(), function));
        Map<FunctionName, FunctionRecord> said = new HashMap<>();
        List<FunctionRecord> orphans = new ArrayList<>();
        List<FunctionRecord> tombstones = new ArrayList<>();
        for (FunctionRecord record : records) {
            FunctionName name = record.event().function();
            said.put(name, record);
            if (!watched.isEmpty() && !watched.contains(name.namespace())) {
                continue;
            }
            if (DueEvents.saysDeleted(record)) {
                if (record.time().isBefore(expiry) && !there.containsKey(name)) {
                    tombstones.add(record);
                }
            } else if (!there.containsKey(name)) {
                orphans.add(record);
            }
        }
        List<FunctionName> unrecorded =
                functions.stream()
                        .filter(function -> function.isToBeRecorded(said.get(function.name())))
                        .map(ListedFunction::name)
                        .toList();
        return new RecordComparison(orphans, unrecorded, tombstones);
    }
}
