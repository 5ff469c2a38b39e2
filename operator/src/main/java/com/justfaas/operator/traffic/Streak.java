package com.justfaas.operator.traffic;

import java.time.Instant;

/**
 * Calls of a function that failed one after the other, with no success between.
 *
 * @param since when the first was reported
 * @param lastStatus HTTP status of the last; 0 when there was no response
 * @param unreachable whether the last could not connect
 */
public record Streak(Instant since, int lastStatus, boolean unreachable) {}
