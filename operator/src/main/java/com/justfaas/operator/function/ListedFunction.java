package com.justfaas.operator.function;

import com.justfaas.events.FunctionName;
import com.justfaas.events.codec.FunctionResource;
import com.justfaas.events.streams.FunctionRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison keeps of a function in a list.
 *
 * @param uid tells it from an earlier one of the same name
 * @param digest of all that is said of it
 * @param deleting whether it is on its way out
 */
record ListedFunction(FunctionName name, String uid, String digest, boolean deleting) {

    static ListedFunction of(FunctionResource resource, boolean deleting) {
        return new ListedFunction(resource.function(), resource.uid(), resource.digest(), deleting);
    }

    /** Whether something is due that the record does not say. */
    boolean isToBeRecorded(@Nullable FunctionRecord record) {
        if (deleting || ServiceName.mistakeIn(name.name()).isPresent()) {
            return false;
        }
        return record == null
                || DueEvents.saysDeleted(record)
                || !record.event().resource().uid().equals(uid)
                || !record.event().resource().digest().equals(digest);
    }
}
