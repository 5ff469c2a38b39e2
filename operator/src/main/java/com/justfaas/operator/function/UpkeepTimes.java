package com.justfaas.operator.function;

import java.time.Duration;

/**
 * When records are looked after.
 *
 * @param betweenSweeps from one comparison of records and cluster to the next
 * @param keepTombstones how long the record of a deletion is kept, for routers that were away
 */
public record UpkeepTimes(Duration betweenSweeps, Duration keepTombstones) {

    public static final UpkeepTimes DEFAULT =
            new UpkeepTimes(Duration.ofMinutes(5), Duration.ofHours(1));
}
